package dev.drift.source.helm;

import dev.drift.model.Manifest;
import dev.drift.model.kind.Kinds;
import dev.drift.model.origin.Undetermined;
import dev.drift.model.value.Path;
import dev.drift.model.value.Value;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// Finds the values that differ between two renderings of one object.
final class Unstable {
  private static final Path STRING_DATA = Path.of("stringData");
  private static final Path DATA = Path.of("data");

  private Unstable() {}

  static List<Undetermined> between(Manifest one, Manifest other, String reason) {
    List<Undetermined> found = new ArrayList<>();
    collect(Path.ROOT, one.content(), other.content(), reason, found);
    if (one.is(Kinds.SECRET)) {
      // The API server keeps stringData as data.
      for (Undetermined each : List.copyOf(found)) {
        if (each.path().startsWith(STRING_DATA)) {
          found.add(new Undetermined(stored(each.path()), each.needed(), each.reason()));
        }
      }
    }
    return found;
  }

  private static Path stored(Path path) {
    List<Path.Element> elements = new ArrayList<>(DATA.elements());
    elements.addAll(path.elements().subList(1, path.elements().size()));
    return new Path(elements);
  }

  private static void collect(
      Path at, Value one, Value other, String reason, List<Undetermined> found) {
    if (one.equals(other)) {
      return;
    }
    if (one instanceof Value.Obj first && other instanceof Value.Obj second) {
      Set<String> names = new LinkedHashSet<>(first.fields().keySet());
      names.addAll(second.fields().keySet());
      for (String name : names) {
        Optional<Value> left = first.get(name);
        Optional<Value> right = second.get(name);
        if (left.isPresent() && right.isPresent()) {
          collect(at.field(name), left.get(), right.get(), reason, found);
        } else {
          found.add(new Undetermined(at.field(name), false, reason));
        }
      }
    } else if (one instanceof Value.Arr(List<Value> first)
        && other instanceof Value.Arr(List<Value> second)
        && first.size() == second.size()) {
      for (int i = 0; i < first.size(); i++) {
        collect(at.plus(new Path.Index(i)), first.get(i), second.get(i), reason, found);
      }
    } else {
      found.add(new Undetermined(at, true, reason));
    }
  }
}
