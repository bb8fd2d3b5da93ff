package dev.drift.source.flux;

import dev.drift.model.value.Value;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/// What the version of kustomize-controller decides.
///
/// @param version such as 1.9.0; empty if it is not known, which counts as the newest
/// @param strictSubstitution its feature gate, if it is set
/// @param remoteBases whether it fetches bases of kustomizations
record ControllerVersion(
    Optional<Version> version, Optional<Boolean> strictSubstitution, boolean remoteBases) {
  static final String NAME = "kustomize-controller";

  static final ControllerVersion UNKNOWN =
      new ControllerVersion(Optional.empty(), Optional.empty(), true);

  private static final Version STRICT = new Version(1, 9, 0);
  private static final Version IGNORES = new Version(1, 9, 0);
  private static final Version MERGES_IMAGES = new Version(1, 9, 4);
  private static final Pattern TAG = Pattern.compile("v?(\\d{1,6})\\.(\\d{1,6})\\.(\\d{1,6})\\b.*");
  private static final Pattern GATE =
      Pattern.compile("(?:.*[=,])?StrictPostBuildSubstitutions=(true|false)(?:,.*)?");

  private static final Set<String> NO_REMOTE_BASES =
      Set.of("--no-remote-bases", "--no-remote-bases=true");

  record Version(int major, int minor, int patch) {
    boolean isAtLeast(Version other) {
      return java.util.Comparator.comparingInt(Version::major)
              .thenComparingInt(Version::minor)
              .thenComparingInt(Version::patch)
              .compare(this, other)
          >= 0;
    }

    @Override
    public String toString() {
      return "%d.%d.%d".formatted(major, minor, patch);
    }
  }

  /// @param deployment of the controller
  static ControllerVersion of(Value.Obj deployment) {
    return deployment
        .object("spec")
        .object("template")
        .object("spec")
        .objects("containers")
        .stream()
        .filter(it -> it.text("image").filter(image -> image.contains(NAME)).isPresent())
        .findFirst()
        .map(
            container ->
                new ControllerVersion(
                    container.text("image").flatMap(ControllerVersion::version),
                    texts(container, "args", "command")
                        .map(GATE::matcher)
                        .filter(Matcher::matches)
                        .map(it -> Boolean.valueOf(it.group(1)))
                        .findFirst(),
                    texts(container, "args", "command").noneMatch(NO_REMOTE_BASES::contains)))
        .orElse(UNKNOWN);
  }

  private static Stream<String> texts(Value.Obj object, String... fields) {
    return Stream.of(fields)
        .flatMap(field -> object.list(field).stream())
        .filter(Value.Str.class::isInstance)
        .map(it -> ((Value.Str) it).value());
  }

  private static Optional<Version> version(String image) {
    int colon = image.replaceFirst("@.*", "").lastIndexOf(':');
    Matcher tag = TAG.matcher(colon < 0 ? "" : image.substring(colon + 1));
    return tag.matches()
        ? Optional.of(
            new Version(
                Integer.parseInt(tag.group(1)),
                Integer.parseInt(tag.group(2)),
                Integer.parseInt(tag.group(3))))
        : Optional.empty();
  }

  /// Whether a variable that is not set is an error.
  /// See <https://github.com/fluxcd/kustomize-controller/blob/main/CHANGELOG.md>.
  boolean isStrict() {
    return strictSubstitution.orElseGet(() -> version.map(it -> it.isAtLeast(STRICT)).orElse(true));
  }

  /// Whether Kustomizations have `spec.ignore`.
  boolean ignoresPaths() {
    return version.map(it -> it.isAtLeast(IGNORES)).orElse(true);
  }

  /// Whether an image of a Kustomization is merged into that of the kustomization file.
  boolean mergesImages() {
    return version.map(it -> it.isAtLeast(MERGES_IMAGES)).orElse(true);
  }
}
