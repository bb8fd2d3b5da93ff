package dev.drift.report.text;

import dev.drift.model.value.Value;
import dev.drift.plan.ObjectSides;
import dev.drift.report.view.UnifiedDiff;
import java.util.List;
import java.util.Optional;

/// Writes both sides of an object as a unified diff of YAML.
public final class SidesText {
  private final ObjectSides sides;
  private final TextStyle style;
  private final Page page;

  private SidesText(ObjectSides sides, TextStyle style) {
    this.sides = sides;
    this.style = style;
    this.page = new Page(style);
  }

  /// @param context lines around each change
  /// @return empty if they are the same
  public static String of(ObjectSides sides, int context, TextStyle style) {
    SidesText text = new SidesText(sides, style);
    text.print(context);
    return text.page.toString();
  }

  private void print(int context) {
    List<String> diff =
        UnifiedDiff.of(
            "Git      " + sides.origin().map(Object::toString).orElse("not declared"),
            "cluster  " + sides.resource(),
            lines(sides.git()),
            lines(sides.live()),
            context);
    for (int i = 0; i < diff.size(); i++) {
      page.put(tint(diff.get(i), i), diff.get(i)).end();
    }
    sides
        .apart()
        .forEach(
            (path, why) ->
                page.paragraph(
                    0, Tint.YELLOW, "# %s differs too, but is not shown: %s".formatted(path, why)));
  }

  /// The first two lines name the sides.
  private static Tint tint(String line, int number) {
    if (number < 2) {
      return Tint.BOLD;
    }
    return switch (line.isEmpty() ? ' ' : line.charAt(0)) {
      case '-' -> Tint.RED;
      case '+' -> Tint.GREEN;
      case '@' -> Tint.CYAN;
      default -> Tint.PLAIN;
    };
  }

  private List<String> lines(Optional<Value.Obj> side) {
    return side.map(it -> new YamlText(style::mask).of(it).lines().toList()).orElse(List.of());
  }
}
