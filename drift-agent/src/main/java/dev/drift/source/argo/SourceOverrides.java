package dev.drift.source.argo;

import dev.drift.model.origin.SourceFile;
import dev.drift.model.value.Value;
import dev.drift.tree.TreePath;
import dev.drift.yaml.DocumentReader;
import dev.drift.yaml.Documents;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Files beside what an Application deploys that override its options: Image Updater writes there.
/// See <https://argo-cd.readthedocs.io/en/stable/user-guide/parameters/#store-overrides-in-git>.
final class SourceOverrides {
  private static final List<String> OF_THE_APPLICATION =
      List.of("repoURL", "path", "targetRevision", "chart");

  private SourceOverrides() {}

  /// @param source after the overrides
  /// @param files that override something, without the prefix
  record Overridden(ArgoSource source, List<String> files) {
    Overridden {
      files = List.copyOf(files);
    }
  }

  /// @param folder of the source
  /// @param instance what Argo CD calls the Application
  /// @throws NotRendered if such a file is not valid
  /// @throws IOException if the tree itself cannot be read
  static Overridden apply(
      ArgoSource source,
      String folder,
      String instance,
      RepositoryFiles repository,
      DocumentReader reader)
      throws IOException, NotRendered {
    Value.Obj merged = source.content();
    List<String> files = new ArrayList<>();
    for (String name :
        List.of(".argocd-source.yaml", ".argocd-source-%s.yaml".formatted(instance))) {
      Optional<SourceFile> file = repository.read(TreePath.join(folder, name));
      if (file.isPresent()) {
        Documents documents = reader.read(file.get());
        if (!documents.problems().isEmpty()
            || documents.documents().size() != 1
            || !(documents.documents().getFirst().value() instanceof Value.Obj patch)) {
          throw new NotRendered(
              "%s is not one valid YAML mapping; correct it".formatted(file.get().path()));
        }
        merged = merged(merged, patch);
        files.add(file.get().path());
      }
    }
    for (String field : OF_THE_APPLICATION) {
      Optional<Value> own = source.content().get(field);
      merged = own.isPresent() ? merged.with(field, own.get()) : merged.without(field);
    }
    return new Overridden(new ArgoSource(merged), files);
  }

  /// A JSON Merge Patch: <https://www.rfc-editor.org/rfc/rfc7386>.
  static Value.Obj merged(Value.Obj target, Value.Obj patch) {
    Value.Obj result = target;
    for (var field : patch.fields().entrySet()) {
      result =
          switch (field.getValue()) {
            case Value.Null _ -> result.without(field.getKey());
            case Value.Obj inner ->
                result.with(field.getKey(), merged(result.object(field.getKey()), inner));
            case Value.Arr _, Value.Bool _, Value.Masked _, Value.Num _, Value.Str _ ->
                result.with(field.getKey(), field.getValue());
          };
    }
    return result;
  }
}
