package dev.drift.net;

import static java.util.Objects.requireNonNull;

import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Which repository a URL leads to, however it is written: hosts and paths are compared, in any
/// case of letters; schemes, logins, ports and `.git` are not.
///
/// @param place `host/path` in lower case
public record RepositoryUrl(String place) {
  /// `https://host/path`, `ssh://user@host:22/path`, and `user@host:path`.
  private static final Pattern URL =
      Pattern.compile(
          "(?:[A-Za-z][A-Za-z0-9+.-]*://)?(?:[^/@\\s]*@)?(?<host>\\[[^\\]]*]|[^/:\\s]+)"
              + "(?::[0-9]+(?=/))?[/:]+(?<path>\\S+?)(?:\\.git)?/*");

  public RepositoryUrl {
    requireNonNull(place, "place is null");
  }

  /// @return empty if the text is not a URL
  public static Optional<RepositoryUrl> of(String url) {
    Matcher matcher = URL.matcher(url);
    return matcher.matches()
        ? Optional.of(
            new RepositoryUrl(
                "%s/%s"
                    .formatted(matcher.group("host"), matcher.group("path"))
                    .toLowerCase(Locale.ROOT)))
        : Optional.empty();
  }
}
