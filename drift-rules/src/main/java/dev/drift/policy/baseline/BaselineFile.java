package dev.drift.policy.baseline;

import dev.drift.finding.Severity;
import dev.drift.json.JsonWriter;
import dev.drift.model.Problem;
import dev.drift.model.kind.GroupKind;
import dev.drift.model.origin.Place;
import dev.drift.model.origin.SourceFile;
import dev.drift.model.value.Path;
import dev.drift.model.value.Value;
import dev.drift.policy.CheckedMapping;
import dev.drift.yaml.Document;
import dev.drift.yaml.DocumentReader;
import dev.drift.yaml.Documents;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/// Reads and writes baselines as YAML.
public final class BaselineFile {
  /// Not a resource of a cluster.
  public static final GroupKind KIND = GroupKind.of("drift.dev/v1", "Baseline");

  private static final String API_VERSION = "drift.dev/v1";
  private static final String UNTIL = "the last day it is accepted, such as 2027-01-31";

  private BaselineFile() {}

  /// What came of reading one.
  public sealed interface Result {
    record Read(Baseline baseline) implements Result {}

    record Invalid(List<Problem> problems) implements Result {
      public Invalid {
        problems = List.copyOf(problems);
      }
    }
  }

  public static Result read(SourceFile file, DocumentReader reader) {
    Documents documents = reader.read(file);
    if (!documents.problems().isEmpty()) {
      return new Result.Invalid(documents.problems());
    }
    List<Document> all = documents.documents();
    if (all.size() != 1 || !(all.getFirst().value() instanceof Value.Obj content)) {
      return new Result.Invalid(
          List.of(
              Problem.at(
                  new Place(file.path(), 1, 1, 0, 0, false),
                  Problem.Code.INVALID_POLICY,
                  "a baseline is one YAML mapping; write it with drift baseline accept")));
    }
    List<Problem> problems = new ArrayList<>();
    CheckedMapping fields =
        new CheckedMapping(
            content, Path.ROOT, path -> all.getFirst().places().nearest(path, content), problems);
    Baseline baseline = baseline(fields);
    return problems.isEmpty() ? new Result.Read(baseline) : new Result.Invalid(problems);
  }

  private static Baseline baseline(CheckedMapping fields) {
    Optional<String> version = fields.text("apiVersion");
    Optional<String> kind = fields.text("kind");
    boolean ours =
        version.equals(Optional.of(API_VERSION)) && kind.equals(Optional.of(KIND.kind()));
    if (!ours) {
      fields.problem(
          "the file is not a baseline of this version; write apiVersion: %s and kind: %s"
              .formatted(API_VERSION, KIND.kind()));
      return new Baseline(Baseline.Compared.ALL, List.of());
    }
    Baseline.Compared compared =
        fields
            .object("compared")
            .map(
                inner -> {
                  Baseline.Compared read =
                      new Baseline.Compared(
                          inner.texts("paths", it -> it), inner.texts("namespaces", it -> it));
                  inner.done();
                  return read;
                })
            .orElse(Baseline.Compared.ALL);
    List<BaselineEntry> entries =
        fields.objects("accepted").stream().flatMap(it -> entry(it).stream()).toList();
    fields.done("a baseline");
    return new Baseline(compared, entries);
  }

  private static Optional<BaselineEntry> entry(CheckedMapping fields) {
    int before = fields.problems();
    Optional<String> object = fields.required("object", "the object, for people");
    String path = fields.text("path").orElse("");
    Optional<String> rule = fields.required("rule", "the rule, for people");
    Optional<Severity> severity =
        fields
            .required("severity", "the worst severity that is accepted")
            .flatMap(
                text -> {
                  Optional<Severity> found = Severity.of(text);
                  if (found.isEmpty()) {
                    fields.problem(
                        "severity", "severity is not one of critical, high, medium, low, info");
                  }
                  return found;
                });
    Optional<String> reason = fields.required("reason", "why it is accepted");
    Optional<String> owner = fields.required("owner", "the person or team that decided it");
    Optional<LocalDate> expires = fields.day("expires", UNTIL);
    Optional<String> fingerprint = fields.required("fingerprint", "what identifies the finding");
    Optional<String> values = fields.required("values", "a digest of both values");
    fields.done("an entry");
    return fields.isFine(before)
        ? Optional.of(
            new BaselineEntry(
                fingerprint.orElseThrow(),
                values.orElseThrow(),
                object.orElseThrow(),
                path,
                rule.orElseThrow(),
                severity.orElseThrow(),
                reason.orElseThrow(),
                owner.orElseThrow(),
                expires.orElseThrow()))
        : Optional.empty();
  }

  /// YAML, sorted by object and path, so that a change of the file shows what changed.
  public static String write(Baseline baseline) {
    List<String> lines = new ArrayList<>();
    lines.add(
        "# Findings that are accepted as they are: drift check --baseline FILE does not fail by");
    lines.add(
        "# them. drift baseline accept adds to it; drift baseline update drops what is gone.");
    lines.add("apiVersion: " + API_VERSION);
    lines.add("kind: " + KIND.kind());
    if (!baseline.compared().equals(Baseline.Compared.ALL)) {
      lines.add("compared:");
      lines.add("  paths: " + list(baseline.compared().paths()));
      lines.add("  namespaces: " + list(baseline.compared().namespaces()));
    }
    lines.add(baseline.entries().isEmpty() ? "accepted: []" : "accepted:");
    baseline.entries().stream()
        .sorted(
            Comparator.comparing(BaselineEntry::object)
                .thenComparing(BaselineEntry::path)
                .thenComparing(BaselineEntry::fingerprint))
        .forEach(entry -> write(entry, lines));
    return String.join("\n", lines) + "\n";
  }

  private static void write(BaselineEntry entry, List<String> lines) {
    lines.add("- object: " + quoted(entry.object()));
    if (!entry.path().isEmpty()) {
      lines.add("  path: " + quoted(entry.path()));
    }
    lines.add("  rule: " + entry.rule());
    lines.add("  severity: " + entry.severity().label());
    lines.add("  reason: " + quoted(entry.reason()));
    lines.add("  owner: " + quoted(entry.owner()));
    lines.add("  expires: \"%s\"".formatted(entry.expires()));
    lines.add("  fingerprint: " + quoted(entry.fingerprint()));
    lines.add("  values: " + quoted(entry.values()));
  }

  private static String list(List<String> texts) {
    return texts.stream().map(BaselineFile::quoted).toList().toString();
  }

  /// As in JSON, which is YAML.
  private static String quoted(String text) {
    return JsonWriter.text(Value.of(text));
  }
}
