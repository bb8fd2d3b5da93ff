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
import dev.drift.world.ImageExpectations;
import dev.drift.world.MaskedWorld;
import dev.drift.world.Reads;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// An image comes from a registry that a policy does not allow.
final class RegistryNotAllowed implements ResourceRule {
  private static final RuleInfo INFO =
      RuleInfo.of("SEC017", "registry-not-allowed", Category.SECURITY, Severity.HIGH)
          .what(
              "An image comes from a registry that a policy does not allow. Needs `spec.images.registries` in a policy.")
          .why("Nobody vouches for the images of an unknown registry.")
          .example(
              "A Job pulls `curlimages/curl` from Docker Hub, but only `registry.example` is allowed.")
          .remedy("Pull the image from an allowed registry, or allow this registry in the policy.");

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
        .filter(expected -> !expected.allow(image))
        .findFirst()
        .map(ImageExpectations::policy)
        .map(
            policy ->
                "the image of the container %s is %s, from %s, which policy %s does not allow"
                    .formatted(container.name(), image.shown(), image.registry(), policy));
  }
}
