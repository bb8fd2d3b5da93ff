package dev.drift.world;

import dev.drift.model.ImageReference;
import java.util.Collection;
import java.util.List;
import java.util.Set;

/// What a scanner found in an image.
///
/// @param names of the image, as it was asked for and as it is tagged
/// @param digests by which the image is known
public record ImageScan(
    List<ImageReference> names, Set<String> digests, List<Vulnerability> vulnerabilities) {
  public ImageScan {
    names = List.copyOf(names);
    digests = Set.copyOf(digests);
    vulnerabilities = List.copyOf(vulnerabilities);
  }

  /// Whether it is of the image that a container asks for.
  ///
  /// @param running digests of what runs in its place
  public boolean isOf(ImageReference image, Collection<String> running) {
    if (image.digest().isPresent()) {
      return digests.contains(image.digest().get());
    }
    return running.stream().anyMatch(digests::contains)
        || names.stream()
            .anyMatch(
                name ->
                    name.name().equals(image.name())
                        && name.tag().equals(image.tag())
                        && name.isLatest() == image.isLatest());
  }
}
