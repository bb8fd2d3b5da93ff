package dev.drift.rule.security;

import dev.drift.model.ImageReference;
import dev.drift.model.LiveResource;
import dev.drift.rule.Container;
import dev.drift.rule.Offence;
import dev.drift.rule.Rule;
import dev.drift.rule.Workloads;
import java.util.List;
import java.util.Optional;
import java.util.function.BiFunction;

/// Looks at each image that somebody wrote.
final class Images {
  private Images() {}

  /// @param wrong the sentence about an image that the rule has something against
  static List<Offence> judge(
      Rule rule,
      LiveResource resource,
      BiFunction<Container, ImageReference, Optional<String>> wrong) {
    return Workloads.isMade(resource)
        ? List.of()
        : Container.of(resource).stream()
            .flatMap(
                container ->
                    container
                        .image()
                        .flatMap(image -> wrong.apply(container, image))
                        .map(message -> Offence.of(rule, resource, container.imagePath(), message))
                        .stream())
            .toList();
  }
}
