package dev.drift.canonical.schema;

import dev.drift.model.value.Value;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/// The constant defaults of a built-in kind, as a tree of fields.
///
/// A default holds whenever the object around it exists and the field is absent.
public final class DefaultTree {
  public static final DefaultTree EMPTY = new DefaultTree();

  /// The step into every item of a list and every value of a map.
  static final String EACH = "[]";

  private final Map<String, DefaultTree> children = new LinkedHashMap<>();
  private Optional<Value> value = Optional.empty();

  DefaultTree() {}

  /// @param path such as `spec.template.spec.containers[].imagePullPolicy`; `{}` steps into a map
  void add(String path, Value defaultValue) {
    DefaultTree node = this;
    for (String step : path.replace("[]", ".[]").replace("{}", ".[]").split("\\.")) {
      if (!step.isEmpty()) {
        node = node.children.computeIfAbsent(step, _ -> new DefaultTree());
      }
    }
    node.value = Optional.of(defaultValue);
  }

  public DefaultTree child(String field) {
    return children.getOrDefault(field, EMPTY);
  }

  public DefaultTree each() {
    return child(EACH);
  }

  public Map<String, DefaultTree> children() {
    return children;
  }

  public Optional<Value> value() {
    return value;
  }
}
