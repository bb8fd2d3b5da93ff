package dev.drift.rule.metadata;

import dev.drift.finding.Category;
import dev.drift.finding.Severity;
import dev.drift.model.kind.GroupKind;
import dev.drift.model.value.Path;
import dev.drift.model.value.Value;
import dev.drift.rule.JudgedDifference;
import dev.drift.secret.Shown;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;

/// Finds what the table says of a label or annotation.
final class Marks {
  private static final List<Mark> ALL =
      Stream.of(SecurityMarks.ALL, PlatformMarks.ALL).flatMap(List::stream).toList();

  private Marks() {}

  /// The first entry that speaks of the difference.
  static Optional<Mark> of(JudgedDifference difference) {
    return key(difference.path())
        .flatMap(
            key ->
                ALL.stream()
                    .filter(mark -> mark.key().matches(key))
                    .filter(mark -> isOn(mark.on(), difference))
                    .findFirst());
  }

  static boolean isSecurity(JudgedDifference difference) {
    return of(difference).filter(mark -> mark.category() == Category.SECURITY).isPresent();
  }

  /// The key of the label or annotation that the path leads to.
  static Optional<String> key(Path path) {
    List<Path.Element> elements = path.elements();
    int size = elements.size();
    return size >= 3
            && elements.get(size - 3).equals(new Path.Field("metadata"))
            && elements.get(size - 2) instanceof Path.Field(String map)
            && (map.equals("labels") || map.equals("annotations"))
            && elements.get(size - 1) instanceof Path.Field(String key)
        ? Optional.of(key)
        : Optional.empty();
  }

  static boolean weakens(Mark mark, JudgedDifference difference) {
    return mark.scale().isWeaker(text(difference.desired()), text(difference.live()));
  }

  /// As bad as the entry says, or one less where the change does not weaken.
  static Severity severity(Mark mark, JudgedDifference difference) {
    return weakens(mark, difference) ? mark.severity() : lower(mark.severity());
  }

  private static Severity lower(Severity severity) {
    return switch (severity) {
      case CRITICAL -> Severity.HIGH;
      case HIGH -> Severity.MEDIUM;
      case MEDIUM, LOW, INFO -> Severity.LOW;
    };
  }

  static String message(Mark mark, JudgedDifference difference) {
    String key = key(difference.path()).orElseThrow();
    String what =
        "the %s %s (%s) %s"
            .formatted(noun(difference.path()), key, mark.what(), difference.comparison());
    return weakens(mark, difference) ? what + ": " + mark.weakened() : what;
  }

  private static String noun(Path path) {
    Path.Element map = path.elements().get(path.elements().size() - 2);
    return map.equals(new Path.Field("labels")) ? "label" : "annotation";
  }

  private static boolean isOn(Mark.On on, JudgedDifference difference) {
    return switch (on) {
      case NAMESPACE -> isKind(difference, "", "Namespace");
      case POD -> isPod(difference);
      case POD_OR_NAMESPACE -> isPod(difference) || isKind(difference, "", "Namespace");
      case SERVICE -> isKind(difference, "", "Service");
      case INGRESS -> isKind(difference, "networking.k8s.io", "Ingress");
      case STORAGE_CLASS -> isKind(difference, "storage.k8s.io", "StorageClass");
      case INGRESS_CLASS -> isKind(difference, "networking.k8s.io", "IngressClass");
      case ANY -> true;
    };
  }

  /// Custom kinds have templates of Pods, too, such as `podTemplate`.
  private static boolean isPod(JudgedDifference difference) {
    return isKind(difference, "", "Pod")
        || difference.path().elements().stream()
            .anyMatch(
                element ->
                    element instanceof Path.Field(String name)
                        && name.toLowerCase(Locale.ROOT).endsWith("template"));
  }

  private static boolean isKind(JudgedDifference difference, String group, String kind) {
    return difference.kind().equals(new GroupKind(group, kind));
  }

  /// A secret value is one that no scale knows.
  private static Optional<String> text(Shown shown) {
    return switch (shown) {
      case Shown.Absent _ -> Optional.empty();
      case Shown.Masked _ -> Optional.of("a secret");
      case Shown.Plain plain ->
          plain.value() instanceof Value.Str(String text)
              ? Optional.of(text)
              : Optional.of(JudgedDifference.text(plain));
    };
  }
}
