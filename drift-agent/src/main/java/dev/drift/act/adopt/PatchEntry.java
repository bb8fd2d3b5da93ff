package dev.drift.act.adopt;

import dev.drift.model.kind.GroupKind;
import dev.drift.model.kind.Kinds;
import dev.drift.model.value.Path;
import dev.drift.model.value.Value;
import dev.drift.tree.KustomizationName;
import dev.drift.tree.TreePath;
import dev.drift.yaml.Document;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// A patch that a kustomization, or an object of Flux or Argo CD, names or holds.
///
/// @param path of the file that names it
/// @param document of that file
/// @param at the entry in that document
/// @param target what it says is patched; empty if the patch itself says so
/// @param text where it is written
record PatchEntry(String path, Document document, Path at, Value.Obj target, Text text) {
  private static final String INLINE = "patch";
  private static final String FILE = "path";

  /// Where a patch is written.
  sealed interface Text {
    /// In a file of its own.
    record File(String path) implements Text {}

    /// In a text at this path of the document.
    record Inline(Path at, String text) implements Text {}
  }

  /// All patches of a document.
  static List<PatchEntry> of(String path, Document document) {
    List<PatchEntry> found = new ArrayList<>();
    if (!(document.value() instanceof Value.Obj content)) {
      return found;
    }
    if (KustomizationName.isOf(path)) {
      List<Value> strategic = content.list("patchesStrategicMerge");
      for (int i = 0; i < strategic.size(); i++) {
        if (strategic.get(i) instanceof Value.Str(String text)) {
          Path at = Path.of("patchesStrategicMerge").plus(new Path.Index(i));
          Optional<Text> where =
              text.indexOf('\n') >= 0 ? Optional.of(new Text.Inline(at, text)) : file(path, text);
          where.ifPresent(it -> found.add(new PatchEntry(path, document, at, Value.Obj.EMPTY, it)));
        }
      }
      collect(path, document, Path.of("patches"), content.list("patches"), found);
      collect(path, document, Path.of("patchesJson6902"), content.list("patchesJson6902"), found);
    } else {
      list(content).ifPresent(it -> collect(path, document, it.at(), it.items(), found));
      List<Value.Obj> renderers = content.object("spec").objects("postRenderers");
      for (int i = 0; i < renderers.size(); i++) {
        Path at =
            Path.of("spec", "postRenderers")
                .plus(new Path.Index(i))
                .field("kustomize")
                .field("patches");
        collect(path, document, at, renderers.get(i).object("kustomize").list("patches"), found);
      }
    }
    return found;
  }

  /// The list of patches that an object of a deployer may have.
  ///
  /// @param items those that it has
  record PatchList(Path at, List<Value> items) {}

  /// Of a Kustomization of Flux, or an Application of Argo CD that has a kustomization.
  static Optional<PatchList> list(Value.Obj content) {
    GroupKind kind =
        GroupKind.of(content.text("apiVersion").orElse(""), content.text("kind").orElse(""));
    Value.Obj spec = content.object("spec");
    if (kind.equals(Kinds.FLUX_KUSTOMIZATION)) {
      return Optional.of(new PatchList(Path.of("spec", "patches"), spec.list("patches")));
    }
    return kind.equals(Kinds.ARGO_APPLICATION) && spec.get("source").isPresent()
        ? Optional.of(
            new PatchList(
                Path.of("spec", "source", "kustomize", "patches"),
                spec.object("source").object("kustomize").list("patches")))
        : Optional.empty();
  }

  private static void collect(
      String path, Document document, Path list, List<Value> items, List<PatchEntry> found) {
    for (int i = 0; i < items.size(); i++) {
      if (items.get(i) instanceof Value.Obj entry) {
        Path at = list.plus(new Path.Index(i));
        Optional<Text> where =
            entry
                .text(INLINE)
                .<Text>map(it -> new Text.Inline(at.field(INLINE), it))
                .or(() -> entry.text(FILE).flatMap(it -> file(path, it)));
        where.ifPresent(
            it -> found.add(new PatchEntry(path, document, at, entry.object("target"), it)));
      }
    }
  }

  private static Optional<Text> file(String path, String named) {
    return TreePath.normal(TreePath.join(TreePath.parent(path), named)).map(Text.File::new);
  }
}
