package dev.drift.act.adopt;

import dev.drift.edit.Edit;
import dev.drift.model.value.Value;
import dev.drift.yaml.Document;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Where a rendered value may be written as it is, or as a part of it: patches, images, replicas,
/// literals, values.
final class WrittenValues {
  private final RenderedObject object;

  WrittenValues(RenderedObject object) {
    this.object = object;
  }

  /// @return those in files that the object is known to be made of first
  List<Draft> of(Step step) {
    Optional<Value> old = step.old();
    Optional<Value> live = step.live();
    if (old.isEmpty() || live.isEmpty()) {
      return List.of();
    }
    List<Draft> inputs = new ArrayList<>();
    List<Draft> others = new ArrayList<>();
    for (String path : object.files().paths().stream().sorted().toList()) {
      if (object.isOfAllReleases(path)) {
        continue;
      }
      boolean input = object.isInput(path);
      ValuePlaces places =
          new ValuePlaces(
              step.path(), old.get(), live.get(), input || ValuePlaces.isOfValues(path));
      for (Document document : object.files().documents(path)) {
        for (Edit.Set edit : places.in(document.value())) {
          (input ? inputs : others).add(new Draft(object.files()).edit(path, document, edit));
        }
      }
    }
    inputs.addAll(others);
    return inputs;
  }
}
