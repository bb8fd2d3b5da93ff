package dev.drift.source.kustomize;

import dev.drift.json.JsonWriter;
import dev.drift.model.origin.SourceFile;
import dev.drift.model.value.Value;
import dev.drift.yaml.Document;
import dev.drift.yaml.DocumentReader;
import dev.drift.yaml.Documents;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// Configurations of generators, transformers and validators. Those that are part of kustomize are
/// used; all others are programs of the repository.
/// See <https://github.com/kubernetes-sigs/kustomize/tree/master/api/internal/builtins>.
final class PluginConfigs {
  private static final String BUILT_IN = "builtin";
  private static final String CHARTS = "HelmChartInflationGenerator";

  private static final String REPLACEMENTS = "ReplacementTransformer";

  private static final String FILE = "/file";

  private static final Set<String> PAIRS = Set.of("files", "envs", "env");

  /// Plugins that read files, each with the fields that name them.
  private static final Map<String, Set<String>> READING =
      Map.of(
          "ConfigMapGenerator",
          PAIRS,
          "SecretGenerator",
          PAIRS,
          "PatchTransformer",
          Set.of("path"),
          "PatchJson6902Transformer",
          Set.of("path"),
          "PatchStrategicMergeTransformer",
          Set.of("paths"),
          REPLACEMENTS,
          Set.of());

  /// Plugins that read no files.
  private static final Set<String> CLOSED =
      Set.of(
          "AnnotationsTransformer",
          "HashTransformer",
          "IAMPolicyGenerator",
          "ImageTagTransformer",
          "LabelTransformer",
          "LegacyOrderTransformer",
          "NamespaceTransformer",
          "PrefixSuffixTransformer",
          "PrefixTransformer",
          "ReplicaCountTransformer",
          "SortOrderTransformer",
          "SuffixTransformer",
          "ValueAddTransformer");

  private final DocumentReader reader;

  PluginConfigs(DocumentReader reader) {
    this.reader = reader;
  }

  /// What became of reading some.
  sealed interface Result {
    /// @param text what kustomize gets: what Drift understood of them and nothing else
    /// @param files that they name, as paths or URLs
    /// @param replaces whether values may be copied from one object into others
    record Usable(String text, List<String> files, boolean replaces) implements Result {}

    /// @param why a sentence without its full stop
    record Refused(String why) implements Result {}
  }

  /// @param field that names them
  Result read(String field, SourceFile file) {
    Documents documents = reader.read(file);
    if (!documents.problems().isEmpty()) {
      return new Result.Refused(
          "%s has a configuration that is not valid: %s"
              .formatted(field, documents.problems().getFirst().message()));
    }
    List<Value> configs =
        documents.documents().stream()
            .map(Document::value)
            .filter(it -> !(it instanceof Value.Null))
            .toList();
    return configs.stream()
        .flatMap(it -> refusal(field, it).stream())
        .findFirst()
        .<Result>map(Result.Refused::new)
        .orElseGet(
            () ->
                new Result.Usable(
                    configs.stream()
                        .map(JsonWriter::text)
                        .collect(Collectors.joining("\n---\n", "", "\n")),
                    configs.stream().flatMap(it -> files((Value.Obj) it)).toList(),
                    configs.stream()
                        .anyMatch(
                            it ->
                                ((Value.Obj) it).text("kind").equals(Optional.of(REPLACEMENTS)))));
  }

  /// @param text of several lines
  Result readInline(String field, String text) {
    return read(field, new SourceFile("inline.yaml", text.getBytes(StandardCharsets.UTF_8)));
  }

  private static Optional<String> refusal(String field, Value config) {
    if (!(config instanceof Value.Obj object)) {
      return Optional.of("%s has a configuration that is not a mapping".formatted(field));
    }
    String kind = object.text("kind").orElse("something");
    boolean builtIn = object.text("apiVersion").equals(Optional.of(BUILT_IN));
    if (builtIn && kind.equals(CHARTS)) {
      return Optional.of(charts(field));
    }
    return builtIn && (READING.containsKey(kind) || CLOSED.contains(kind))
        ? Optional.empty()
        : Optional.of(
            "%s runs the plugin %s of %s, which is not part of kustomize; Drift runs no programs of a repository"
                .formatted(field, kind, object.text("apiVersion").orElse("an unknown group")));
  }

  /// The field of a reference that the configuration of a plugin makes, not the kustomization.
  static String file(String field) {
    return field + FILE;
  }

  /// The field of the kustomization that a reference comes from.
  static String field(String field) {
    return field.endsWith(FILE) ? field.substring(0, field.length() - FILE.length()) : field;
  }

  /// @param field that makes kustomize run helm
  static String charts(String field) {
    return "%s has kustomize run helm, which needs --enable-helm; Drift does not run it"
        .formatted(field);
  }

  private static Stream<String> files(Value.Obj config) {
    String kind = config.text("kind").orElse("");
    Stream<String> own = texts(config, READING.getOrDefault(kind, Set.of()));
    return kind.equals(REPLACEMENTS)
        ? Stream.concat(
            own,
            named(config, Set.of("replacements"))
                .flatMap(
                    it ->
                        it instanceof Value.Arr(List<Value> items) ? items.stream() : Stream.of(it))
                .filter(Value.Obj.class::isInstance)
                .flatMap(it -> texts((Value.Obj) it, Set.of("path"))))
        : own;
  }

  /// Kustomize ignores case as Go does: `fileſ` too.
  private static Stream<Value> named(Value.Obj object, Set<String> names) {
    return object.fields().entrySet().stream()
        .filter(field -> names.stream().anyMatch(field.getKey()::equalsIgnoreCase))
        .map(Map.Entry::getValue);
  }

  private static Stream<String> texts(Value.Obj object, Set<String> names) {
    return names.stream()
        .sorted()
        .flatMap(
            name ->
                named(object, Set.of(name))
                    .flatMap(
                        it ->
                            it instanceof Value.Arr(List<Value> items)
                                ? items.stream()
                                : Stream.of(it))
                    .filter(Value.Str.class::isInstance)
                    .map(it -> ((Value.Str) it).value())
                    .filter(it -> !it.isEmpty())
                    // Each file may have a key: `settings=app.conf`.
                    .map(it -> name.equals("files") ? it.substring(it.indexOf('=') + 1) : it));
  }
}
