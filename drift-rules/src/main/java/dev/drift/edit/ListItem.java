package dev.drift.edit;

import dev.drift.model.origin.Places;
import dev.drift.model.value.Path;
import java.util.List;
import java.util.Optional;

/// Finds the manifest that starts somewhere: a document, or an item of one of kind `List`.
final class ListItem {
  private ListItem() {}

  /// @param start in code points, as places count
  static Optional<Path> at(Places.Node node, int start, Path path) {
    if (node.start() == start) {
      return Optional.of(path);
    }
    Places.Node items = node.fields().get("items");
    List<Places.Node> all = items == null ? List.of() : items.items();
    for (int i = 0; i < all.size(); i++) {
      Places.Node item = all.get(i);
      if (item.start() <= start && start <= item.end()) {
        Optional<Path> found = at(item, start, path.field("items").plus(new Path.Index(i)));
        if (found.isPresent()) {
          return found;
        }
      }
    }
    return Optional.empty();
  }
}
