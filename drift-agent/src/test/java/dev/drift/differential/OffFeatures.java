package dev.drift.differential;

import dev.drift.model.Path;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/// Fields whose feature is off in the server: it drops them without a word, and Drift says so with
/// REMOVED, for Git asks for what the cluster does not do.
///
/// What the server's own documentation says of a field is the only ground.
final class OffFeatures {
  private static final Pattern WORDS =
      Pattern.compile("\\balpha\\b|feature ?gate|feature enabled", Pattern.CASE_INSENSITIVE);

  /// Told by the documentation of another field, which these are only valid with.
  private static final Set<String> DEPENDENT = Set.of("preferredHolder");

  private OffFeatures() {}

  static boolean has(Shape root, Path path) {
    Optional<Shape> shape = Optional.of(root);
    for (Path.Element element : path.elements()) {
      shape =
          switch (element) {
            case Path.Field(String name) -> shape.flatMap(s -> s.field(name));
            case Path.Index _, Path.Key _, Path.Member _ -> shape.map(Shape::items);
          };
      boolean off =
          shape.flatMap(s -> s.schema().text("description")).filter(OffFeatures::says).isPresent()
              || (element instanceof Path.Field(String name) && DEPENDENT.contains(name));
      if (off) {
        return true;
      }
    }
    return false;
  }

  private static boolean says(String description) {
    return WORDS.matcher(description).find();
  }
}
