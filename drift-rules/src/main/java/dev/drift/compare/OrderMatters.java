package dev.drift.compare;

import dev.drift.model.value.Path;
import dev.drift.model.value.Value;
import java.util.List;

/// Lists with identity whose order has a meaning all the same.
final class OrderMatters {
  private OrderMatters() {}

  /// Init containers run one after the other; an env variable sees those before it, as `$(NAME)`.
  static boolean in(Path path, List<Value> items) {
    if (path.isRoot() || !(path.elements().getLast() instanceof Path.Field(String name))) {
      return false;
    }
    return switch (name) {
      case "initContainers" -> true;
      case "env" -> items.stream().anyMatch(OrderMatters::refers);
      default -> false;
    };
  }

  private static boolean refers(Value item) {
    return item instanceof Value.Obj variable
        && variable.text("value").map(text -> text.contains("$(")).orElse(false);
  }
}
