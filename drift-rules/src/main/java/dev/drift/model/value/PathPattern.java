package dev.drift.model.value;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/// Paths of one shape, such as `spec.ports[*].nodePort`.
///
/// Written like a path; `*` stands for any one field and `[*]` for any one item or key. A quoted
/// `["*"]` is the key `*` itself.
public final class PathPattern {
  private final String text;
  private final List<Step> steps;

  /// One step of a pattern.
  private sealed interface Step {}

  /// This element and no other.
  private record Exactly(Path.Element element) implements Step {}

  private record AnyField() implements Step {}

  private record AnyItem() implements Step {}

  private PathPattern(String text, List<Step> steps) {
    this.text = text;
    this.steps = steps;
  }

  /// @throws IllegalArgumentException if the text is not a pattern
  public static PathPattern parse(String text) {
    List<Step> steps = new ArrayList<>();
    int from = 0;
    int at = 0;
    boolean quoted = false;
    while (at < text.length()) {
      if (quoted && text.charAt(at) == '\\') {
        at += 2;
        continue;
      }
      quoted ^= text.charAt(at) == '"';
      boolean item = !quoted && text.startsWith("[*]", at);
      boolean field = !quoted && isAnyField(text, at);
      if (item || field) {
        steps.addAll(exactly(text, from, at));
        steps.add(item ? new AnyItem() : new AnyField());
        at += item ? 3 : 1;
        from = at;
      } else {
        at++;
      }
    }
    steps.addAll(exactly(text, from, text.length()));
    return new PathPattern(text, List.copyOf(steps));
  }

  private static boolean isAnyField(String text, int at) {
    boolean starts = at == 0 || text.charAt(at - 1) == '.';
    boolean ends =
        at + 1 == text.length() || text.charAt(at + 1) == '.' || text.charAt(at + 1) == '[';
    return text.charAt(at) == '*' && starts && ends;
  }

  /// The plain steps between two wildcards, without the dots that join them.
  private static List<Step> exactly(String text, int from, int to) {
    int start = from > 0 && from < to && text.charAt(from) == '.' ? from + 1 : from;
    int end = start < to && to < text.length() && text.charAt(to - 1) == '.' ? to - 1 : to;
    return Path.parse(text.substring(start, end)).elements().stream()
        .<Step>map(Exactly::new)
        .toList();
  }

  /// Whether the path has this shape.
  public boolean matches(Path path) {
    return path.elements().size() == steps.size() && startOf(path);
  }

  /// Whether the path has this shape or leads further in.
  public boolean matchesPrefix(Path path) {
    return path.elements().size() >= steps.size() && startOf(path);
  }

  /// The values at the paths of this shape.
  public List<Value> in(Value root) {
    List<Value> found = List.of(root);
    for (Step step : steps) {
      found = found.stream().flatMap(value -> inner(step, value)).toList();
    }
    return found;
  }

  /// The value without what stands at the paths of this shape.
  public Value without(Value root) {
    return steps.isEmpty() ? root : without(0, root);
  }

  private Value without(int at, Value value) {
    Step step = steps.get(at);
    boolean last = at + 1 == steps.size();
    return switch (value) {
      case Value.Obj(Map<String, Value> fields) -> {
        Map<String, Value> left = new LinkedHashMap<>();
        fields.forEach(
            (name, inner) -> {
              boolean fits = step instanceof AnyItem || fits(step, new Path.Field(name));
              if (!fits || !last) {
                left.put(name, fits ? without(at + 1, inner) : inner);
              }
            });
        yield new Value.Obj(left);
      }
      case Value.Arr(List<Value> items) -> {
        Optional<Integer> only =
            step instanceof Exactly(Path.Element element)
                ? Steps.item(element, value)
                : Optional.empty();
        List<Value> left = new ArrayList<>();
        for (int i = 0; i < items.size(); i++) {
          boolean fits = step instanceof AnyItem || only.equals(Optional.of(i));
          if (!fits || !last) {
            left.add(fits ? without(at + 1, items.get(i)) : items.get(i));
          }
        }
        yield new Value.Arr(left);
      }
      case Value.Str _, Value.Num _, Value.Bool _, Value.Null _, Value.Masked _ -> value;
    };
  }

  private static Stream<Value> inner(Step step, Value value) {
    return switch (step) {
      case Exactly(Path.Element element) -> Steps.step(element, value).stream();
      case AnyField _ -> fields(value);
      case AnyItem _ ->
          value instanceof Value.Arr(List<Value> items) ? items.stream() : fields(value);
    };
  }

  private static Stream<Value> fields(Value value) {
    return value instanceof Value.Obj(Map<String, Value> fields)
        ? fields.values().stream()
        : Stream.empty();
  }

  private boolean startOf(Path path) {
    for (int i = 0; i < steps.size(); i++) {
      if (!fits(steps.get(i), path.elements().get(i))) {
        return false;
      }
    }
    return true;
  }

  private static boolean fits(Step step, Path.Element element) {
    return switch (step) {
      case Exactly(Path.Element wanted) -> wanted.equals(element);
      case AnyField _ -> element instanceof Path.Field;
      case AnyItem _ -> true;
    };
  }

  @Override
  public String toString() {
    return text;
  }
}
