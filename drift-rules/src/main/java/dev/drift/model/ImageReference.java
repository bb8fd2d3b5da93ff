package dev.drift.model;

import static java.util.Objects.requireNonNull;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// The name of an image, as container runtimes take it: `nginx:1.27` is
/// `docker.io/library/nginx:1.27`.
///
/// `ParseNormalizedNamed` of github.com/distribution/reference.
///
/// @param registry a host, with its port where it is written; `docker.io` where none is
/// @param repository such as `trinodb/trino`, or `library/nginx`
/// @param tag as it is written; nothing says `latest` where it is not
/// @param digest such as `sha256:` and 64 hexadecimal digits
public record ImageReference(
    String registry, String repository, Optional<String> tag, Optional<String> digest) {
  /// Where images come from that name no registry.
  public static final String DOCKER = "docker.io";

  /// Longer than any valid name with tag and digest.
  private static final int LONGEST = 600;

  private static final int MOST_REMEMBERED = 10_000;
  private static final BoundedCache<Optional<ImageReference>> REMEMBERED =
      new BoundedCache<>(LONGEST, MOST_REMEMBERED, ImageReference::parsed);

  private static final int SHOWN_DIGITS = 12;
  private static final Pattern IDENTIFIER = Pattern.compile("[a-f0-9]{64}");
  private static final Pattern DOMAIN =
      Pattern.compile(
          "(?:[a-zA-Z0-9](?:[a-zA-Z0-9-]*[a-zA-Z0-9])?(?:\\.[a-zA-Z0-9](?:[a-zA-Z0-9-]*[a-zA-Z0-9])?)*"
              + "|\\[[a-fA-F0-9:]+])(?::[0-9]+)?");
  private static final Pattern DIGEST =
      Pattern.compile("sha256:[a-f0-9]{64}|sha384:[a-f0-9]{96}|sha512:[a-f0-9]{128}");
  private static final Pattern REMAINDER =
      Pattern.compile(
          "([a-z0-9]+(?:(?:[._]|__|-+)[a-z0-9]+)*(?:/[a-z0-9]+(?:(?:[._]|__|-+)[a-z0-9]+)*)*)"
              + "(?::(\\w[\\w.-]{0,127}))?"
              + "(?:@("
              + DIGEST.pattern()
              + "))?");

  public ImageReference {
    requireNonNull(registry, "registry is null");
    requireNonNull(repository, "repository is null");
    requireNonNull(tag, "tag is null");
    requireNonNull(digest, "digest is null");
  }

  /// Empty if a runtime would refuse the text.
  public static Optional<ImageReference> parse(String image) {
    return REMEMBERED.of(image);
  }

  private static Optional<ImageReference> parsed(String image) {
    if (image.length() > LONGEST || IDENTIFIER.matcher(image).matches()) {
      return Optional.empty();
    }
    int slash = image.indexOf('/');
    String first = slash < 0 ? "" : image.substring(0, slash);
    boolean named = isDomain(first);
    Matcher matcher = REMAINDER.matcher(named ? image.substring(slash + 1) : image);
    if (!matcher.matches() || (named && !DOMAIN.matcher(first).matches())) {
      return Optional.empty();
    }
    String registry = !named || first.equals("index.docker.io") ? DOCKER : first;
    String path = matcher.group(1);
    boolean official = registry.equals(DOCKER) && path.indexOf('/') < 0;
    return Optional.of(
        new ImageReference(
            registry,
            official ? "library/" + path : path,
            Optional.ofNullable(matcher.group(2)),
            Optional.ofNullable(matcher.group(3))));
  }

  /// Whether the text is a digest, such as `sha256:` and 64 hexadecimal digits.
  public static boolean isDigest(String text) {
    return DIGEST.matcher(text).matches();
  }

  /// Whether what the text names may be another image tomorrow: it has the tag `latest`, or neither
  /// tag nor digest.
  public boolean isLatest() {
    return tag.map("latest"::equals).orElse(digest.isEmpty());
  }

  /// Registry and repository.
  public String name() {
    return registry + "/" + repository;
  }

  /// The last part of the repository: `trino` of `trinodb/trino`.
  public String shortName() {
    return repository.substring(repository.lastIndexOf('/') + 1);
  }

  /// For sentences: without Docker's own registry, and with only the beginning of the digest.
  public String shown() {
    String name =
        registry.equals(DOCKER)
            ? repository.startsWith("library/")
                ? repository.substring("library/".length())
                : repository
            : name();
    return name
        + tag.map(one -> ":" + one).orElse("")
        + digest.map(one -> "@" + shown(one)).orElse("");
  }

  /// The beginning of a digest, for sentences.
  public static String shown(String digest) {
    int end = digest.indexOf(':') + 1 + SHOWN_DIGITS;
    return end < digest.length() ? digest.substring(0, end) + "…" : digest;
  }

  /// Otherwise it is the first part of a name at Docker's own registry.
  private static boolean isDomain(String first) {
    return first.indexOf('.') >= 0
        || first.indexOf(':') >= 0
        || first.equals("localhost")
        || first.chars().anyMatch(Character::isUpperCase);
  }
}
