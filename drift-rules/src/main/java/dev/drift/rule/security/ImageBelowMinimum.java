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
import dev.drift.world.Reads;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// An image is older than a policy asks for.
final class ImageBelowMinimum implements ResourceRule {
  private static final RuleInfo INFO =
      RuleInfo.of("SEC018", "image-below-minimum", Category.SECURITY, Severity.HIGH)
          .what(
              "An image is older than the minimum version in a policy. Needs `spec.images.minimums` in a policy.")
          .why("A minimum version usually means that older versions have a known flaw.")
          .example("A gateway still runs `trinodb/trino:470` although 475 fixed a vulnerability.")
          .remedy("Upgrade to the minimum version or later.");

  @Override
  public RuleInfo info() {
    return INFO;
  }

  @Override
  public Set<GroupKind> kinds() {
    return Workloads.WRITTEN;
  }

  @Override
  public Reads reads() {
    return Reads.of(Reads.Fact.IMAGE_POLICIES);
  }

  @Override
  public List<Offence> judge(LiveResource resource, MaskedWorld world) {
    return Images.judge(this, resource, (container, image) -> message(container, image, world));
  }

  private static Optional<String> message(
      Container container, ImageReference image, MaskedWorld world) {
    return world.images().stream()
        .flatMap(
            expected ->
                expected.unmet(image).stream()
                    .map(
                        minimum ->
                            "the image of the container %s is %s, older than %s, the minimum in policy %s"
                                .formatted(
                                    container.name(),
                                    image.shown(),
                                    minimum.version(),
                                    expected.policy())))
        .findFirst();
  }
}
