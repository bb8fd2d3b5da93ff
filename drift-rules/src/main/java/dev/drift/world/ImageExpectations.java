package dev.drift.world;

import static java.util.Objects.requireNonNull;

import dev.drift.model.Glob;
import dev.drift.model.ImageReference;
import java.util.List;
import java.util.Optional;

/// What one policy expects of images.
///
/// @param policy its name
/// @param registries where images may come from; empty for anywhere
public record ImageExpectations(String policy, List<Glob> registries, List<Minimum> minimums) {
  public ImageExpectations {
    requireNonNull(policy, "policy is null");
    registries = List.copyOf(registries);
    minimums = List.copyOf(minimums);
  }

  /// The oldest version of an image that may run.
  ///
  /// @param image a repository; with a registry only of that registry, without one of any
  /// @param version as it is written
  public record Minimum(String image, String version) {
    public Minimum {
      requireNonNull(image, "image is null");
      requireNonNull(version, "version is null");
    }

    /// Whether it speaks of this image. A registry that mirrors others may put names before theirs.
    boolean isOf(ImageReference reference) {
      int slash = image.indexOf('/');
      String first = slash < 0 ? "" : image.substring(0, slash);
      boolean ofRegistry =
          first.indexOf('.') >= 0 || first.indexOf(':') >= 0 || first.equals("localhost");
      return ofRegistry
          ? ImageReference.parse(image)
              .filter(one -> one.name().equals(reference.name()))
              .isPresent()
          : ("/" + reference.repository()).endsWith("/" + image);
    }
  }

  /// Whether images may come from there. What has a slash speaks of registry and repository,
  /// anything else of the registry alone.
  public boolean allow(ImageReference image) {
    return registries.isEmpty()
        || registries.stream()
            .anyMatch(
                glob ->
                    glob.matches(glob.text().indexOf('/') < 0 ? image.registry() : image.name()));
  }

  /// The minimum that the image is below; empty also if its tag has no version.
  public Optional<Minimum> unmet(ImageReference image) {
    Optional<ImageVersion> version = image.tag().flatMap(ImageVersion::parse);
    return minimums.stream()
        .filter(minimum -> minimum.isOf(image))
        .filter(
            minimum ->
                version.isPresent()
                    && ImageVersion.parse(minimum.version()).stream()
                        .flatMapToInt(least -> version.get().compare(least).stream())
                        .anyMatch(order -> order < 0))
        .findFirst();
  }
}
