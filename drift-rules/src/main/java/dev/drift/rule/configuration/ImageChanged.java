package dev.drift.rule.configuration;

import dev.drift.finding.Category;
import dev.drift.finding.Severity;
import dev.drift.model.ImageReference;
import dev.drift.model.value.Value;
import dev.drift.rule.DifferenceRule;
import dev.drift.rule.JudgedDifference;
import dev.drift.rule.PodLists;
import dev.drift.rule.RuleInfo;
import dev.drift.secret.Shown;
import dev.drift.world.ImageVersion;
import java.util.Optional;
import java.util.OptionalInt;

/// The image of a container differs from Git.
final class ImageChanged implements DifferenceRule {
  private static final RuleInfo INFO =
      RuleInfo.of("CFG001", "changed-image", Category.CONFIGURATION, Severity.HIGH)
          .what("The image of a container differs from Git.")
          .why(
              "Unreviewed code runs; an older version may also have flaws that have since been fixed.")
          .example(
              "`kubectl set image` changed the coordinator to `trinodb/trino:480`, but Git declares 479.")
          .remedy("Undo the change, or declare it in Git.");

  @Override
  public RuleInfo info() {
    return INFO;
  }

  @Override
  public boolean matches(JudgedDifference difference) {
    return difference.endsIn("image")
        && (difference.passes("containers")
            || difference.passes("initContainers")
            || difference.passes("ephemeralContainers"));
  }

  /// The same content under another name, or the content that the tag had when somebody looked, is
  /// less than other content.
  @Override
  public Severity severity(JudgedDifference difference) {
    Optional<Images> images = images(difference);
    boolean same =
        images
            .filter(
                both ->
                    both.live.digest().isPresent()
                        && (both.live.digest().equals(both.git.digest())
                            || (both.git.digest().isEmpty()
                                && both.live.name().equals(both.git.name())
                                && both.live.tag().equals(both.git.tag()))))
            .isPresent();
    return same ? Severity.LOW : info().severity();
  }

  @Override
  public String message(JudgedDifference difference) {
    String what =
        PodLists.container(difference.path())
            .map("the image of the container %s"::formatted)
            .orElse("the image of a container");
    return images(difference)
        .map(both -> "%s is %s, %s".formatted(what, both.live.shown(), both.comparison()))
        .orElseGet(() -> "%s %s".formatted(what, difference.comparison()));
  }

  private static Optional<Images> images(JudgedDifference difference) {
    return image(difference.desired())
        .flatMap(git -> image(difference.live()).map(live -> new Images(git, live)));
  }

  private static Optional<ImageReference> image(Shown shown) {
    return shown instanceof Shown.Plain plain && plain.value() instanceof Value.Str(String text)
        ? ImageReference.parse(text)
        : Optional.empty();
  }

  private record Images(ImageReference git, ImageReference live) {
    String comparison() {
      if (!live.repository().equals(git.repository())) {
        return "but Git declares the image %s".formatted(git.shown());
      }
      if (!live.registry().equals(git.registry())) {
        return "but Git declares the registry %s".formatted(git.registry());
      }
      if (live.digest().isPresent() && live.digest().equals(git.digest())) {
        return "the same digest as in Git, but Git declares the tag %s".formatted(tag(git));
      }
      if (!live.tag().equals(git.tag()) && !tag(live).equals(tag(git))) {
        return "%s %s in Git".formatted(order(), tag(git));
      }
      return digests();
    }

    /// How the tags compare; a tag that is not a version cannot be ordered.
    private String order() {
      OptionalInt order =
          live.tag()
              .flatMap(ImageVersion::parse)
              .flatMap(
                  one -> git.tag().flatMap(ImageVersion::parse).map(other -> one.compare(other)))
              .orElse(OptionalInt.empty());
      if (order.isEmpty() || order.getAsInt() == 0) {
        return "a different tag than";
      }
      return order.getAsInt() < 0 ? "older than" : "newer than";
    }

    private String digests() {
      if (live.digest().isEmpty()) {
        return git.digest()
            .map(
                one ->
                    "without the digest that Git declares, %s".formatted(ImageReference.shown(one)))
            .orElseGet(() -> "written as %s in Git".formatted(git.shown()));
      }
      return git.digest()
          .map(one -> "but Git declares the digest %s".formatted(ImageReference.shown(one)))
          .orElse("pinned to a digest, which Git does not declare");
    }

    private static String tag(ImageReference image) {
      return image.tag().orElseGet(() -> image.digest().map(_ -> "none").orElse("latest"));
    }
  }
}
