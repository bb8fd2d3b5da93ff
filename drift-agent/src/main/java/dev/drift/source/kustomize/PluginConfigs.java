package dev.drift.source.kustomize;

import dev.drift.json.JsonWriter;
import dev.drift.model.origin.SourceFile;
import dev.drift.model.value.Value;
import dev.drift.yaml.Document;
import dev.drift.yaml.DocumentReader;
import dev.drift.yaml.Documents;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/// Configurations of generators, transformers and validators. Those that are part of kustomize are
/// used; all others are programs of the repository.
/// See <https://github.com/kubernetes-sigs/kustomize/tree/master/api/internal/builtins>.
final class PluginConfigs {
  private static final String BUILT_IN = "builtin";
  private static final String CHARTS = "HelmChartInflationGenerator";

  /// Fields whose texts kustomize takes for a path or a URL.
  private static final Set<String> FILES = Set.of("path", "paths", "files", "envs", "env");

  private final DocumentReader reader;

  PluginConfigs(DocumentReader reader) {
    this.reader = reader;
  }

  /// What became of reading some.
  sealed interface Result {
    /// @param text what kustomize gets: what Drift understood of them and nothing else
    record Usable(String text) implements Result {}

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
                        .collect(Collectors.joining("\n---\n", "", "\n"))));
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
    if (!object.text("apiVersion").equals(Optional.of(BUILT_IN))) {
      return Optional.of(
          "%s runs the plugin %s of %s, which is not part of kustomize; Drift runs no programs of a repository"
              .formatted(field, kind, object.text("apiVersion").orElse("an unknown group")));
    }
    if (kind.equals(CHARTS)) {
      return Optional.of(charts(field));
    }
    return remote(object).map(url -> "%s names %s".formatted(field, KustomizationTree.remote(url)));
  }

  /// @param field that makes kustomize run helm
  static String charts(String field) {
    return "%s has kustomize run helm, which needs --enable-helm; Drift does not run it"
        .formatted(field);
  }

  /// A file that is a URL: `settings=https://…` too.
  private static Optional<String> remote(Value.Obj object) {
    return object.fields().entrySet().stream()
        .flatMap(
            field ->
                (FILES.contains(field.getKey().toLowerCase(Locale.ROOT))
                        ? url(field.getValue())
                        : within(field.getValue()))
                    .stream())
        .findFirst();
  }

  private static Optional<String> within(Value value) {
    return switch (value) {
      case Value.Obj object -> remote(object);
      case Value.Arr(List<Value> items) ->
          items.stream().flatMap(it -> within(it).stream()).findFirst();
      case Value.Null _, Value.Bool _, Value.Num _, Value.Str _, Value.Masked _ -> Optional.empty();
    };
  }

  private static Optional<String> url(Value value) {
    return switch (value) {
      case Value.Str(String text) -> {
        String path = text.substring(text.indexOf('=') + 1);
        yield KustomizationTree.isUrl(path) || KustomizationTree.isUrl(text)
            ? Optional.of(path)
            : Optional.empty();
      }
      case Value.Arr(List<Value> items) ->
          items.stream().flatMap(it -> url(it).stream()).findFirst();
      case Value.Obj object -> remote(object);
      case Value.Null _, Value.Bool _, Value.Num _, Value.Masked _ -> Optional.empty();
    };
  }
}
