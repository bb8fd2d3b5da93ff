package dev.drift.act.record;

import dev.drift.evaluate.Evaluation;
import dev.drift.finding.Finding;
import dev.drift.finding.Report;
import dev.drift.model.DriftException;
import dev.drift.model.Problem;
import dev.drift.model.ResourceId;
import dev.drift.model.Sha256;
import dev.drift.model.Verdict;
import dev.drift.model.scope.Source;
import dev.drift.model.value.Value;
import dev.drift.policy.action.Seen;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/// What the last runs of the same sources saw: how often each finding was seen, at which commit
/// each resource was last in sync, and how much the sources declared. A run on some namespaces
/// changes what is remembered of these only.
public final class RunMemory {
  private static final String NAMESPACE = "namespace";

  private final List<String> sources;
  private final Map<String, Found> found;
  private final Map<String, InSync> inSync;
  private final Map<String, Integer> declared;

  /// @param namespace of its resource
  private record Found(String namespace, Seen seen) {}

  /// @param namespace of the resource
  /// @param commit 40 hexadecimal digits
  /// @param at when it was seen
  public record InSync(String namespace, String commit, Instant at) {}

  /// @param found by fingerprint
  /// @param inSync by resource
  /// @param declared how many resources, by their namespace
  private RunMemory(
      List<String> sources,
      Map<String, Found> found,
      Map<String, InSync> inSync,
      Map<String, Integer> declared) {
    this.sources = List.copyOf(sources);
    this.found = Map.copyOf(found);
    this.inSync = Map.copyOf(inSync);
    this.declared = Map.copyOf(declared);
  }

  /// @param records of the cluster or the target
  /// @param sources that the run compares
  /// @throws DriftException if it is there and cannot be read
  public static RunMemory read(Records records, List<Source> sources) {
    List<String> names = sources.stream().map(Source::identity).sorted().toList();
    Optional<Value.Obj> json = records.document(document(names));
    try {
      return json.map(it -> of(names, it))
          .orElseGet(() -> new RunMemory(names, Map.of(), Map.of(), Map.of()));
    } catch (RuntimeException e) {
      throw failed(records.place(document(names)), e);
    }
  }

  private static String document(List<String> sources) {
    return "memory-" + Sha256.hex(String.join("\n", sources)).substring(0, 12);
  }

  private static RunMemory of(List<String> sources, Value.Obj json) {
    Map<String, Found> found = new HashMap<>();
    for (String fingerprint : json.object("seen").fields().keySet()) {
      Value.Obj one = json.object("seen").object(fingerprint);
      found.put(
          fingerprint,
          new Found(
              one.text(NAMESPACE).orElseThrow(),
              new Seen(
                  one.number("checks").orElseThrow().intValueExact(),
                  Instant.parse(one.text("since").orElseThrow()))));
    }
    Map<String, InSync> inSync = new HashMap<>();
    for (String resource : json.object("inSync").fields().keySet()) {
      Value.Obj one = json.object("inSync").object(resource);
      inSync.put(
          resource,
          new InSync(
              one.text(NAMESPACE).orElseThrow(),
              one.text("commit").orElseThrow(),
              Instant.parse(one.text("at").orElseThrow())));
    }
    Map<String, Integer> declared = new HashMap<>();
    Value.Obj counts = json.object("declared");
    for (String namespace : counts.fields().keySet()) {
      declared.put(namespace, counts.number(namespace).orElseThrow().intValueExact());
    }
    return new RunMemory(sources, found, inSync, declared);
  }

  /// After a run.
  ///
  /// @param commits that each declared resource was read at; without what is not committed
  public RunMemory after(Evaluation evaluation, Map<ResourceId, String> commits) {
    Instant now = evaluation.world().asOf();
    Set<String> only = evaluation.world().desired().onlyNamespaces();
    Predicate<String> outside = namespace -> !only.isEmpty() && !only.contains(namespace);
    Map<String, Found> foundNow = new HashMap<>(found);
    foundNow.values().removeIf(it -> !outside.test(it.namespace()));
    for (Finding finding : evaluation.findings()) {
      Optional<Seen> before = seen(finding.fingerprint());
      foundNow.put(
          finding.fingerprint(),
          new Found(
              finding.resource().id().home(),
              new Seen(
                  before.map(Seen::checks).orElse(0) + 1, before.map(Seen::since).orElse(now))));
    }
    Set<ResourceId> resources = evaluation.world().declared().keySet();
    Set<String> keys = resources.stream().map(RunMemory::key).collect(Collectors.toSet());
    Map<String, InSync> inSyncNow = new HashMap<>(inSync);
    inSyncNow
        .entrySet()
        .removeIf(it -> !keys.contains(it.getKey()) && !outside.test(it.getValue().namespace()));
    for (Report.ResourceVerdict one : evaluation.verdicts()) {
      ResourceId id = one.resource().id();
      if (one.verdict() == Verdict.IN_SYNC && commits.containsKey(id)) {
        inSyncNow.put(key(id), new InSync(id.home(), commits.get(id), now));
      }
    }
    Map<String, Integer> declaredNow = new HashMap<>(declared);
    declaredNow.keySet().removeIf(namespace -> !outside.test(namespace));
    resources.forEach(id -> declaredNow.merge(id.home(), 1, Integer::sum));
    return new RunMemory(sources, foundNow, inSyncNow, declaredNow);
  }

  public Map<String, Seen> seen() {
    return found.entrySet().stream()
        .collect(Collectors.toMap(Map.Entry::getKey, it -> it.getValue().seen()));
  }

  private Optional<Seen> seen(String fingerprint) {
    return Optional.ofNullable(found.get(fingerprint)).map(Found::seen);
  }

  public Optional<InSync> inSync(ResourceId id) {
    return Optional.ofNullable(inSync.get(key(id)));
  }

  /// How many resources the sources declared.
  ///
  /// @param namespaces the only ones to count; empty for all
  /// @return empty if no run has counted them
  public OptionalInt declared(Set<String> namespaces) {
    return declared.entrySet().stream()
        .filter(it -> namespaces.isEmpty() || namespaces.contains(it.getKey()))
        .map(Map.Entry::getValue)
        .mapToInt(Integer::intValue)
        .reduce(Integer::sum);
  }

  private static String key(ResourceId id) {
    return id.groupKind() + "/" + id.namespace() + "/" + id.name();
  }

  /// @throws DriftException if it cannot be written; what was remembered before is there still
  public void write(Records records) {
    Map<String, Value> seen = new TreeMap<>();
    found.forEach(
        (fingerprint, one) ->
            seen.put(
                fingerprint,
                Value.Obj.EMPTY
                    .with(NAMESPACE, Value.of(one.namespace()))
                    .with("checks", Value.Num.of(one.seen().checks()))
                    .with("since", Value.of(one.seen().since().toString()))));
    Map<String, Value> resources = new TreeMap<>();
    inSync.forEach(
        (resource, one) ->
            resources.put(
                resource,
                Value.Obj.EMPTY
                    .with(NAMESPACE, Value.of(one.namespace()))
                    .with("commit", Value.of(one.commit()))
                    .with("at", Value.of(one.at().toString()))));
    Map<String, Value> counts = new TreeMap<>();
    declared.forEach((namespace, count) -> counts.put(namespace, Value.Num.of(count)));
    Value.Obj json =
        Value.Obj.EMPTY
            .with(
                "sources", new Value.Arr(sources.stream().map(it -> (Value) Value.of(it)).toList()))
            .with("seen", new Value.Obj(seen))
            .with("inSync", new Value.Obj(resources))
            .with("declared", new Value.Obj(counts));
    records.keep(document(sources), json);
  }

  static DriftException failed(String place, Exception e) {
    return new DriftException(
        Problem.of(
            Problem.Code.RECORD_FAILED,
            "%s cannot be read or written (%s); delete it to begin with no memory"
                .formatted(place, e.getMessage())),
        e);
  }
}
