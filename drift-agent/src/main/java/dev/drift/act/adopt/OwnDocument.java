package dev.drift.act.adopt;

import dev.drift.edit.Edit;
import dev.drift.model.value.Steps;
import dev.drift.model.value.Value;
import java.util.List;
import java.util.Optional;

/// The document that was patched, labelled or put into a namespace, edited as if it were the
/// manifest.
final class OwnDocument {
  private final RenderedObject object;

  OwnDocument(RenderedObject object) {
    this.object = object;
  }

  List<Draft> of(List<Edit> edits) {
    Optional<RenderedObject.Own> own = object.own();
    return own.isEmpty()
            || object.isOfAllReleases(own.get().path())
            || !saysTheSame(own.get().document().value(), edits)
        ? List.of()
        : List.of(new Draft(object.files()).edit(own.get().path(), own.get().document(), edits));
  }

  /// What something else has replaced is not changed in the document.
  private boolean saysTheSame(Value document, List<Edit> edits) {
    return edits.stream()
        .allMatch(
            it ->
                Steps.at(it.path(), document)
                    .equals(Steps.at(it.path(), object.manifest().content())));
  }
}
