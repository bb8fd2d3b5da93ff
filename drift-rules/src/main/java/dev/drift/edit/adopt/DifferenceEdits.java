package dev.drift.edit.adopt;

import dev.drift.edit.Edit;
import dev.drift.edit.EditedValue;
import dev.drift.evaluate.comparison.ResourceComparison;
import dev.drift.model.Difference;
import dev.drift.model.value.Path;
import dev.drift.model.value.Steps;
import dev.drift.model.value.Value;
import dev.drift.secret.Redactor;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// The edits that may adopt differences, the best first; one of them is to be proven.
final class DifferenceEdits {
  private final Value.Obj manifest;
  private final ResourceComparison comparison;

  DifferenceEdits(Value.Obj manifest, ResourceComparison comparison) {
    this.manifest = manifest;
    this.comparison = comparison;
  }

  List<List<Edit>> candidates(List<Difference> differences, Redactor redactor) {
    List<List<Edit>> candidates = new ArrayList<>();
    for (List<Difference> some : List.of(differences, Adoptions.all(differences))) {
      for (boolean wholeTexts : List.of(false, true)) {
        edits(some, wholeTexts, redactor)
            // A person takes the key away with the last of its entries.
            .ifPresent(edits -> candidates.addAll(Emptied.levels(manifest, edits).reversed()));
      }
    }
    return candidates.stream().distinct().toList();
  }

  private Optional<List<Edit>> edits(
      List<Difference> differences, boolean wholeTexts, Redactor redactor) {
    Map<Path, Edit> edits = new LinkedHashMap<>();
    List<Difference> moves = new ArrayList<>();
    for (Difference difference : differences) {
      Optional<Edit> edit =
          difference.text().isPresent()
              ? text(difference, wholeTexts, redactor)
              : switch (difference.change()) {
                case CHANGED, DEFAULT_CHANGED, ADDED -> set(difference);
                case REMOVED -> Optional.of(new Edit.Remove(difference.path()));
                case REORDERED -> {
                  moves.add(difference);
                  yield Optional.empty();
                }
                case MISSING, UNMANAGED -> Optional.empty();
              };
      if (edit.isEmpty() && !moves.contains(difference)) {
        return Optional.empty();
      }
      edit.ifPresent(one -> edits.putIfAbsent(key(one, difference), one));
    }
    List<Edit> all = new ArrayList<>(edits.values());
    Optional<Value> changed = EditedValue.of(manifest, all);
    for (Difference move : moves) {
      Optional<Edit> edit = changed.flatMap(value -> order(move, value));
      if (edit.isEmpty()) {
        return Optional.empty();
      }
      all.add(edit.get());
    }
    return Optional.of(all);
  }

  /// Several items may be inserted before the same one.
  private static Path key(Edit edit, Difference difference) {
    return edit instanceof Edit.Add ? difference.livePath() : edit.path();
  }

  private static Optional<Edit> text(Difference difference, boolean wholeTexts, Redactor redactor) {
    boolean sameWords = difference.text().orElseThrow().saysTheSame();
    if (!wholeTexts && !sameWords) {
      return TextEdits.of(difference);
    }
    return TextEdits.whole(difference)
        .filter(
            edit ->
                edit instanceof Edit.Set(Path path, Value.Str(String content))
                    && redactor.file(TextEdits.name(path), content).equals(content));
  }

  private Optional<Edit> set(Difference difference) {
    Path path = difference.path();
    Optional<Value> live = difference.live();
    boolean item = !(path.elements().getLast() instanceof Path.Field);
    if (!item || (Steps.at(path, manifest).isPresent() && !isIndexAdded(difference))) {
      return live.map(value -> new Edit.Set(path, value));
    }
    Path list = new Path(path.elements().subList(0, path.elements().size() - 1));
    Path liveList =
        new Path(
            difference
                .livePath()
                .elements()
                .subList(0, difference.livePath().elements().size() - 1));
    Optional<Value> written = Steps.at(list, manifest);
    Optional<Value> found = Steps.at(liveList, comparison.normal());
    if (written.isPresent()
        && written.get() instanceof Value.Arr items
        && found.isPresent()
        && found.get() instanceof Value.Arr others) {
      int at =
          LiveOrder.position(
              items,
              Steps.at(list, comparison.canonical().content()).orElse(items),
              others,
              difference.livePath().elements().getLast());
      return live.map(value -> new Edit.Add(list.plus(new Path.Index(at)), value));
    }
    return live.map(value -> new Edit.Set(path, value));
  }

  private static boolean isIndexAdded(Difference difference) {
    return difference.desired().isEmpty()
        && difference.path().elements().getLast() instanceof Path.Index;
  }

  private static Optional<Edit> order(Difference move, Value changed) {
    if (!(Steps.at(move.path(), changed).orElse(null) instanceof Value.Arr written)
        || !(move.live().orElse(null) instanceof Value.Arr live)) {
      return Optional.empty();
    }
    boolean whole =
        move.desired().orElse(null) instanceof Value.Arr desired
            && desired.items().size() == written.items().size();
    Value.Arr items = whole ? (Value.Arr) move.desired().orElseThrow() : written;
    return Optional.of(new Edit.Reorder(move.path(), LiveOrder.order(items, live)));
  }
}
