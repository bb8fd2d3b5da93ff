package dev.drift.rule.security;

import dev.drift.finding.Category;
import dev.drift.finding.Severity;
import dev.drift.model.ImageReference;
import dev.drift.model.LiveResource;
import dev.drift.model.kind.GroupKind;
import dev.drift.rule.Container;
import dev.drift.rule.Offence;
import dev.drift.rule.ResourceRule;
import dev.drift.rule.RuleInfo;
import dev.drift.rule.Workloads;
import dev.drift.world.MaskedWorld;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// An image has the tag `latest`, or none.
final class LatestTag implements ResourceRule {
  private static final RuleInfo INFO =
      RuleInfo.of("SEC016", "image-tag-latest", Category.SECURITY, Severity.LOW)
          .what("An image has the tag `latest` or no tag, and no digest.")
          .why(
              "Each Pod start may run different code, and nobody can tell afterwards which code ran.")
          .example("`provectuslabs/kafka-ui:latest` moved to a new release that nobody had tested.")
          .remedy("Use a version tag, or pin the digest.");

  @Override
  public RuleInfo info() {
    return INFO;
  }

  @Override
  public Set<GroupKind> kinds() {
    return Workloads.WRITTEN;
  }

  @Override
  public List<Offence> judge(LiveResource resource, MaskedWorld world) {
    return Images.judge(
        this,
        resource,
        (container, image) ->
            image.isLatest() && image.digest().isEmpty()
                ? Optional.of(message(container, image))
                : Optional.empty());
  }

  private static String message(Container container, ImageReference image) {
    return "the image of the container %s is %s, %s: each Pod start may run a different image"
        .formatted(
            container.name(),
            image.shown(),
            image.tag().isPresent() ? "a moving tag" : "which has no tag");
  }
}
