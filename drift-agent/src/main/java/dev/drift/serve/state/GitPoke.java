package dev.drift.serve.state;

import static java.util.Objects.requireNonNull;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// A repository has changed.
///
/// @param urls of the repository: over HTTPS, SSH, and of its page, without a login
/// @param branch that was pushed; empty if a tag was
public record GitPoke(List<String> urls, Optional<String> branch) {
  /// `https://host/path`, `ssh://user@host:22/path`, and `user@host:path`.
  private static final Pattern URL =
      Pattern.compile(
          "(?:[A-Za-z][A-Za-z0-9+.-]*://)?(?:[^/@\\s]*@)?(?<host>\\[[^\\]]*]|[^/:\\s]+)"
              + "(?::[0-9]+(?=/))?[/:]+(?<path>\\S+?)(?:\\.git)?/*");

  public GitPoke {
    urls = List.copyOf(urls);
    requireNonNull(branch, "branch is null");
  }

  /// Whether the repository of a source is meant: hosts and paths are compared, in any case of
  /// letters; schemes, logins, ports and `.git` are not.
  public boolean concerns(String repo) {
    Optional<String> wanted = place(repo);
    return wanted.isPresent() && urls.stream().map(GitPoke::place).anyMatch(wanted::equals);
  }

  private static Optional<String> place(String url) {
    Matcher matcher = URL.matcher(url);
    return matcher.matches()
        ? Optional.of("%s/%s".formatted(matcher.group("host"), matcher.group("path")))
            .map(text -> text.toLowerCase(Locale.ROOT))
        : Optional.empty();
  }
}
