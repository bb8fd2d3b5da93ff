package dev.drift.act.adopt;

import dev.drift.edit.EditResult;
import dev.drift.model.origin.SourceFile;
import dev.drift.model.value.Path;
import dev.drift.model.value.Value;
import dev.drift.tree.KustomizationName;
import dev.drift.tree.TreePath;
import dev.drift.yaml.Document;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Removes a whole object from what kustomize is given: its document with the patches of it, its
/// generator, or, if others use the base that declares it, by a patch that deletes it.
final class ObjectRemoval {
  private final RenderedObject object;
  private final SourceFiles files;

  ObjectRemoval(RenderedObject object) {
    this.object = object;
    this.files = object.files();
  }

  /// @throws IOException if the tree itself cannot be read
  List<Draft> candidates() throws IOException {
    if (object.isOfChart()) {
      return List.of();
    }
    List<Draft> candidates = new ArrayList<>();
    Optional<RenderedObject.Own> own = object.own();
    if (own.isPresent() && !object.isOfAllReleases(own.get().path())) {
      Draft draft = new Draft(files);
      removeDocument(draft, own.get());
      removePatches(draft);
      candidates.add(draft);
    } else if (own.isEmpty()) {
      for (GeneratorEntries.Generator one :
          new GeneratorEntries(files, object.manifest()).generators()) {
        if (one.isOfWhole()) {
          Draft draft = new Draft(files);
          draft.remove(one.path(), one.document(), one.at());
          removePatches(draft);
          candidates.add(draft);
        }
      }
    }
    candidates.addAll(new OverlayPatches(object).deletion());
    return candidates;
  }

  private void removeDocument(Draft draft, RenderedObject.Own own) throws IOException {
    Optional<SourceFile> file = files.file(own.path());
    if (file.isEmpty()) {
      return;
    }
    switch (files.without(file.get(), own.document())) {
      case EditResult.Edited(byte[] content) -> draft.file(own.path(), Optional.of(content));
      case EditResult.Emptied _ -> {
        draft.file(own.path(), Optional.empty());
        unlist(draft, own.path());
      }
      case EditResult.Refused _ -> {}
    }
  }

  /// Removes the entries by which kustomizations include a file.
  private void unlist(Draft draft, String file) {
    for (String path : files.paths()) {
      if (!KustomizationName.isOf(path)) {
        continue;
      }
      for (Document document : files.documents(path)) {
        List<Value> resources =
            document.value() instanceof Value.Obj content ? content.list("resources") : List.of();
        for (int i = 0; i < resources.size(); i++) {
          boolean same =
              resources.get(i) instanceof Value.Str(String text)
                  && TreePath.normal(TreePath.join(TreePath.parent(path), text))
                      .equals(Optional.of(file));
          if (same) {
            Path at = Path.of("resources").plus(new Path.Index(i));
            draft.remove(path, document, at);
          }
        }
      }
    }
  }

  /// Patches of what is not there fail.
  private void removePatches(Draft draft) {
    List<PatchedName> names = object.names();
    for (PatchEntry entry : object.patches()) {
      boolean isTarget = names.stream().anyMatch(it -> it.isTarget(entry.target()));
      List<Document> documents = files.documents(entry.text());
      boolean all =
          isTarget
              || (!documents.isEmpty()
                  && entry.target().size() == 0
                  && documents.stream()
                      .allMatch(
                          it ->
                              it.value() instanceof Value.Obj patch
                                  && names.stream().anyMatch(name -> name.isIn(patch))));
      if (all) {
        draft.remove(entry.path(), entry.document(), entry.at());
        if (entry.text() instanceof PatchEntry.Text.File(String path)) {
          draft.file(path, Optional.empty());
        }
      }
    }
  }
}
