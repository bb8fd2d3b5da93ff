package dev.drift.act.adopt;

import static java.util.Objects.requireNonNull;

import dev.drift.edit.Edit;
import dev.drift.edit.EditedValue;
import dev.drift.edit.NewFile;
import dev.drift.edit.kustomize.JsonOperations;
import dev.drift.edit.kustomize.MergeDelta;
import dev.drift.model.value.Path;
import dev.drift.model.value.Value;
import dev.drift.yaml.Document;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Changes what the patches of an overlay say of an object, or adds a patch to the kustomization
/// that deploys it.
final class OverlayPatches {
  private final RenderedObject object;
  private final SourceFiles files;

  OverlayPatches(RenderedObject object) {
    this.object = requireNonNull(object, "object is null");
    this.files = object.files();
  }

  /// Edits of the patches that there are.
  List<Draft> existing(Step step) {
    List<PatchedName> names = object.names();
    List<Draft> candidates = new ArrayList<>();
    for (PatchEntry entry : object.patches()) {
      boolean isTarget = names.stream().anyMatch(it -> it.isTarget(entry.target()));
      List<Document> documents = files.documents(entry.text());
      for (Document document : documents) {
        List<List<Edit>> variants =
            switch (document.value()) {
              case Value.Obj patch
                  when isTarget
                      || (entry.target().size() == 0
                          && names.stream().anyMatch(it -> it.isIn(patch))) ->
                  merged(patch, step);
              case Value.Arr(List<Value> operations) when isTarget -> operations(operations, step);
              default -> List.of();
            };
        for (List<Edit> edits : variants) {
          if (edits.stream().noneMatch(this::isSecret)) {
            edited(entry, document, documents.size(), edits).ifPresent(candidates::add);
          }
        }
      }
    }
    return candidates;
  }

  private boolean isSecret(Edit edit) {
    return switch (edit) {
      case Edit.Set(Path _, Value value) -> object.isSecret(value);
      case Edit.Add(Path _, Value value) -> object.isSecret(value);
      case Edit.Remove _, Edit.Reorder _ -> false;
    };
  }

  /// A value that goes is dropped from the patch if the patch sets it, and otherwise removed by it.
  private static List<List<Edit>> merged(Value.Obj patch, Step step) {
    MergeDelta delta = MergeDelta.between(step.from(), step.to());
    List<Edit> revoking = delta.edits(patch, true);
    List<Edit> removing = delta.edits(patch, false);
    return revoking.equals(removing) ? List.of(removing) : List.of(revoking, removing);
  }

  /// Empty if the text of an inline patch cannot be edited so.
  private Optional<Draft> edited(
      PatchEntry entry, Document document, int documents, List<Edit> edits) {
    boolean nothingLeft =
        EditedValue.of(document.value(), edits)
            .filter(
                it ->
                    it.equals(Value.Arr.EMPTY)
                        || (it instanceof Value.Obj patch && PatchedName.isAll(patch)))
            .isPresent();
    Draft draft = new Draft(files);
    if (nothingLeft && documents == 1) {
      draft.remove(entry.path(), entry.document(), entry.at());
      if (entry.text() instanceof PatchEntry.Text.File(String path)) {
        draft.file(path, Optional.empty());
      }
      return Optional.of(draft);
    }
    return switch (entry.text()) {
      case PatchEntry.Text.File(String path) -> Optional.of(draft.edit(path, document, edits));
      case PatchEntry.Text.Inline(Path at, String text) ->
          files
              .edited(text, edits)
              .map(
                  it -> draft.edit(entry.path(), entry.document(), new Edit.Set(at, Value.of(it))));
    };
  }

  /// Edits of a JSON Patch: of the operation that sets the value, or of its end.
  private static List<List<Edit>> operations(List<Value> patch, Step step) {
    List<Value.Obj> wanted = JsonOperations.between(step.from(), step.to());
    List<List<Edit>> variants = new ArrayList<>();
    for (int i = patch.size() - 1; i >= 0 && wanted.size() == 1; i--) {
      if (patch.get(i) instanceof Value.Obj operation) {
        operation(operation, i, wanted.getFirst()).ifPresent(it -> variants.add(List.of(it)));
      }
    }
    List<Edit> appended = new ArrayList<>();
    for (int i = 0; i < wanted.size(); i++) {
      appended.add(new Edit.Add(Path.ROOT.plus(new Path.Index(patch.size() + i)), wanted.get(i)));
    }
    variants.add(appended);
    return variants;
  }

  private static Optional<Edit> operation(Value.Obj operation, int index, Value.Obj wanted) {
    String at = operation.text("path").orElse("");
    String pointer = wanted.text("path").orElse("");
    Optional<Value> value = wanted.get("value");
    Path here = Path.ROOT.plus(new Path.Index(index));
    if (operation.get("value").isEmpty()) {
      return Optional.empty();
    }
    if (at.equals(pointer)) {
      return Optional.of(
          value
              .<Edit>map(it -> new Edit.Set(here.field("value"), it))
              .orElseGet(() -> new Edit.Remove(here)));
    }
    if (!pointer.startsWith(at + "/")) {
      return Optional.empty();
    }
    Path within = here.field("value");
    for (String token : pointer.substring(at.length() + 1).split("/", -1)) {
      within = within.field(token.replace("~1", "/").replace("~0", "~"));
    }
    Path found = within;
    return Optional.of(
        value.<Edit>map(it -> new Edit.Set(found, it)).orElseGet(() -> new Edit.Remove(found)));
  }

  /// New patches: a strategic merge patch, or a JSON Patch where that cannot say it, such as a new
  /// last item of a list.
  List<Draft> added(Step step) {
    List<Draft> candidates = new ArrayList<>();
    Value.Obj delta = (Value.Obj) MergeDelta.between(step.from(), step.to()).patch();
    for (PatchedName name : object.names()) {
      if (!object.isSecret(delta)) {
        candidates.addAll(added(entry(NewFile.of(with(name.patch(), delta)), Optional.empty())));
      }
    }
    Value.Arr operations =
        new Value.Arr(List.copyOf(JsonOperations.between(step.from(), step.to())));
    for (PatchedName name : object.names()) {
      if (!object.isSecret(operations)) {
        candidates.addAll(added(entry(NewFile.of(operations), Optional.of(name.target()))));
      }
    }
    return candidates;
  }

  /// New patches that delete the object from what a base declares.
  List<Draft> deletion() {
    List<Draft> candidates = new ArrayList<>();
    for (PatchedName name : object.names()) {
      Value.Obj patch = name.patch().with(MergeDelta.DIRECTIVE, Value.of("delete"));
      candidates.addAll(added(entry(NewFile.of(patch), Optional.empty())));
    }
    return candidates;
  }

  private static Value.Obj with(Value.Obj name, Value.Obj delta) {
    Value.Obj patch = name;
    for (Map.Entry<String, Value> each : delta.fields().entrySet()) {
      Value value = each.getValue();
      if (each.getKey().equals("metadata") && value instanceof Value.Obj more) {
        Value.Obj metadata = name.object("metadata");
        for (Map.Entry<String, Value> one : more.fields().entrySet()) {
          metadata = metadata.with(one.getKey(), one.getValue());
        }
        value = metadata;
      }
      patch = patch.with(each.getKey(), value);
    }
    return patch;
  }

  private Optional<Value.Obj> entry(Optional<String> yaml, Optional<Value.Obj> target) {
    return yaml.map(
        text -> {
          Value.Obj entry =
              target.map(it -> Value.Obj.EMPTY.with("target", it)).orElse(Value.Obj.EMPTY);
          // A text of several lines at the end of the patch may need the line break.
          String stripped = text.stripTrailing();
          boolean same = value(stripped).equals(value(text));
          return entry.with("patch", Value.of(same ? stripped : text));
        });
  }

  private List<Value> value(String yaml) {
    return files.documents(InlineText.file(yaml)).stream().map(Document::value).toList();
  }

  /// The change in the kustomization that deploys the object; in the object of Flux or Argo CD that
  /// does if there is none.
  private List<Draft> added(Optional<Value.Obj> entry) {
    List<Draft> candidates = new ArrayList<>();
    if (entry.isEmpty() || object.isOfChart()) {
      return candidates;
    }
    Optional<String> kustomization = object.kustomization();
    if (kustomization.isPresent()) {
      for (Document document : files.documents(kustomization.get())) {
        candidates.add(append(kustomization.get(), document, Path.of("patches"), entry.get()));
      }
    }
    for (String path : object.inputs()) {
      for (Document document : files.documents(path)) {
        Optional<PatchEntry.PatchList> list =
            document.value() instanceof Value.Obj content
                ? PatchEntry.list(content)
                : Optional.empty();
        if (list.isPresent()) {
          candidates.add(append(path, document, list.get().at(), entry.get()));
        }
      }
    }
    return candidates;
  }

  private Draft append(String path, Document document, Path list, Value.Obj entry) {
    return new Draft(files).edit(path, document, Appended.to(document, list, entry));
  }
}
