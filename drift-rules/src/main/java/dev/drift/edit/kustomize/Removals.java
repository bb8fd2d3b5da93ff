package dev.drift.edit.kustomize;

import dev.drift.edit.Edit;
import dev.drift.model.value.Path;
import dev.drift.model.value.Steps;
import dev.drift.model.value.Value;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// Removes entries, and what would be empty without them.
public final class Removals {
  private Removals() {}

  /// @param root of the document
  /// @param path of an entry that is there; positions in lists, no keys
  public static Edit of(Value root, Path path) {
    return of(root, List.of(path)).getFirst();
  }

  /// @param root of the document
  /// @param paths of entries that are there; positions in lists, no keys
  public static List<Edit> of(Value root, Collection<Path> paths) {
    Set<Path> gone = new LinkedHashSet<>(paths);
    Optional<Path> emptied = emptied(root, gone);
    while (emptied.isPresent()) {
      Path parent = emptied.get();
      gone.removeIf(it -> it.startsWith(parent));
      gone.add(parent);
      emptied = emptied(root, gone);
    }
    return gone.stream().<Edit>map(Edit.Remove::new).toList();
  }

  /// What would have no entries left. A document stays, even if it is empty.
  private static Optional<Path> emptied(Value root, Set<Path> gone) {
    return gone.stream()
        .filter(it -> it.elements().size() > 1)
        .map(it -> new Path(it.elements().subList(0, it.elements().size() - 1)))
        .filter(
            parent -> {
              long entries =
                  switch (Steps.at(parent, root).orElse(Value.Null.NULL)) {
                    case Value.Obj object -> object.size();
                    case Value.Arr array -> array.items().size();
                    default -> -1;
                  };
              return entries
                  == gone.stream()
                      .filter(
                          it ->
                              it.startsWith(parent)
                                  && it.elements().size() == parent.elements().size() + 1)
                      .count();
            })
        .findFirst();
  }
}
