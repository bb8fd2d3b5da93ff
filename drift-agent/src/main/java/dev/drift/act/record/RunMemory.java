package dev.drift.act.record;

import dev.drift.evaluate.Evaluation;
import dev.drift.files.AtomicFile;
import dev.drift.files.OwnerOnly;
import dev.drift.finding.Finding;
import dev.drift.finding.Report;
import dev.drift.json.JsonReader;
import dev.drift.json.JsonWriter;
import dev.drift.model.DriftException;
import dev.drift.model.Problem;
import dev.drift.model.ResourceId;
import dev.drift.model.Verdict;
import dev.drift.model.value.Value;
import dev.drift.policy.action.Seen;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.TreeMap;

/// What the last run saw: how often each finding was seen, and at which commit each resource was
/// last in sync.
///
/// @param seen by fingerprint
/// @param inSync by source and resource
/// @param declared how many resources the sources declared
public record RunMemory(Map<String, Seen> seen, Map<String, InSync> inSync, OptionalInt declared) {
  private static final String FILE = "memory.json";

  /// Nothing.
  public static final RunMemory NOTHING = new RunMemory(Map.of(), Map.of(), OptionalInt.empty());

  /// @param commit 40 hexadecimal digits
  /// @param at when it was seen
  public record InSync(String commit, Instant at) {}

  public RunMemory {
    seen = Map.copyOf(seen);
    inSync = Map.copyOf(inSync);
  }

  /// @throws DriftException if the file is there and cannot be read
  public static RunMemory read(Path folder) {
    Path file = folder.resolve(FILE);
    if (!Files.exists(file)) {
      return NOTHING;
    }
    try (InputStream in = Files.newInputStream(file)) {
      if (JsonReader.read(in) instanceof Value.Obj json) {
        return of(json);
      }
      throw new IOException("it is not a JSON object");
    } catch (IOException | RuntimeException e) {
      throw failed(file, e);
    }
  }

  private static RunMemory of(Value.Obj json) {
    Map<String, Seen> seen = new HashMap<>();
    for (String fingerprint : json.object("seen").fields().keySet()) {
      Value.Obj one = json.object("seen").object(fingerprint);
      seen.put(
          fingerprint,
          new Seen(
              one.number("checks").orElseThrow().intValueExact(),
              Instant.parse(one.text("since").orElseThrow())));
    }
    Map<String, InSync> inSync = new HashMap<>();
    for (String resource : json.object("inSync").fields().keySet()) {
      Value.Obj one = json.object("inSync").object(resource);
      inSync.put(
          resource,
          new InSync(
              one.text("commit").orElseThrow(), Instant.parse(one.text("at").orElseThrow())));
    }
    OptionalInt declared =
        json.number("declared")
            .map(it -> OptionalInt.of(it.intValueExact()))
            .orElseGet(OptionalInt::empty);
    return new RunMemory(seen, inSync, declared);
  }

  /// After a run.
  ///
  /// @param commits that each declared resource was read at; without what is not committed
  public RunMemory after(Evaluation evaluation, Map<ResourceId, String> commits) {
    Instant now = evaluation.world().asOf();
    Map<String, Seen> seenNow = new TreeMap<>();
    for (Finding finding : evaluation.findings()) {
      Optional<Seen> before = Optional.ofNullable(seen.get(finding.fingerprint()));
      seenNow.put(
          finding.fingerprint(),
          new Seen(before.map(Seen::checks).orElse(0) + 1, before.map(Seen::since).orElse(now)));
    }
    Map<String, InSync> kept = new TreeMap<>();
    for (ResourceId id : evaluation.world().declared().keySet()) {
      Optional.ofNullable(inSync.get(key(id))).ifPresent(it -> kept.put(key(id), it));
    }
    for (Report.ResourceVerdict one : evaluation.verdicts()) {
      ResourceId id = one.resource().id();
      if (one.verdict() == Verdict.IN_SYNC && commits.containsKey(id)) {
        kept.put(key(id), new InSync(commits.get(id), now));
      }
    }
    return new RunMemory(seenNow, kept, OptionalInt.of(evaluation.world().declared().size()));
  }

  public Optional<InSync> inSync(ResourceId id) {
    return Optional.ofNullable(inSync.get(key(id)));
  }

  private static String key(ResourceId id) {
    return id.groupKind() + "/" + id.namespace() + "/" + id.name();
  }

  /// @throws DriftException if it cannot be written; the old file is there still
  public void write(Path folder) {
    Path file = folder.resolve(FILE);
    Map<String, Value> all = new TreeMap<>();
    seen.forEach(
        (fingerprint, one) ->
            all.put(
                fingerprint,
                Value.Obj.EMPTY
                    .with("checks", Value.Num.of(one.checks()))
                    .with("since", Value.of(one.since().toString()))));
    Map<String, Value> resources = new TreeMap<>();
    inSync.forEach(
        (resource, one) ->
            resources.put(
                resource,
                Value.Obj.EMPTY
                    .with("commit", Value.of(one.commit()))
                    .with("at", Value.of(one.at().toString()))));
    Value.Obj json =
        Value.Obj.EMPTY.with("seen", new Value.Obj(all)).with("inSync", new Value.Obj(resources));
    Value.Obj whole =
        declared.isPresent() ? json.with("declared", Value.Num.of(declared.getAsInt())) : json;
    try {
      OwnerOnly.createDirectories(folder);
      AtomicFile.writeOwnerOnly(
          file, out -> out.write(JsonWriter.text(whole).getBytes(StandardCharsets.UTF_8)));
    } catch (IOException e) {
      throw failed(file, e);
    }
  }

  private static DriftException failed(Path file, Exception e) {
    return new DriftException(
        Problem.of(
            Problem.Code.RECORD_FAILED,
            "%s cannot be read or written (%s); delete it to begin with no memory"
                .formatted(file, e.getMessage())),
        e);
  }
}
