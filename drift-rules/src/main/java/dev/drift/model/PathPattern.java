package dev.drift.model;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Paths of one shape, such as `spec.ports[*].nodePort`.
///
/// Written like a path; `*` stands for any one field and `[*]` for any one item or key.
public final class PathPattern {
  private static final String ANY = "*";

  private final String text;
  private final List<Optional<Path.Element>> steps;

  private PathPattern(String text, List<Optional<Path.Element>> steps) {
    this.text = text;
    this.steps = steps;
  }

  /// @throws IllegalArgumentException where the text is no pattern
  public static PathPattern parse(String text) {
    List<Optional<Path.Element>> steps = new ArrayList<>();
    String marked = text.replace("[*]", "[\"*\"]").replaceAll("(^|\\.)\\*", "$1[\"*\"]");
    for (Path.Element element : Path.parse(marked.replace(".[", "[")).elements()) {
      boolean any = element instanceof Path.Field(String name) && name.equals(ANY);
      steps.add(any ? Optional.empty() : Optional.of(element));
    }
    return new PathPattern(text, List.copyOf(steps));
  }

  /// Whether the path has this shape.
  public boolean matches(Path path) {
    return path.elements().size() == steps.size() && startOf(path);
  }

  /// Whether the path has this shape or leads further in.
  public boolean matchesPrefix(Path path) {
    return path.elements().size() >= steps.size() && startOf(path);
  }

  private boolean startOf(Path path) {
    for (int i = 0; i < steps.size(); i++) {
      Path.Element element = path.elements().get(i);
      if (steps.get(i).isPresent() && !steps.get(i).get().equals(element)) {
        return false;
      }
    }
    return true;
  }

  @Override
  public String toString() {
    return text;
  }
}
