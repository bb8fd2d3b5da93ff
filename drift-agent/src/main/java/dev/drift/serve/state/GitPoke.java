package dev.drift.serve.state;

import static java.util.Objects.requireNonNull;

import dev.drift.net.RepositoryUrl;
import java.util.List;
import java.util.Optional;

/// A repository has changed.
///
/// @param urls of the repository: over HTTPS, SSH, and of its page, without a login
/// @param branch that was pushed; empty if a tag was
public record GitPoke(List<String> urls, Optional<String> branch) {
  public GitPoke {
    urls = List.copyOf(urls);
    requireNonNull(branch, "branch is null");
  }

  /// Whether the repository of a source is meant.
  public boolean concerns(String repo) {
    Optional<RepositoryUrl> wanted = RepositoryUrl.of(repo);
    return wanted.isPresent() && urls.stream().map(RepositoryUrl::of).anyMatch(wanted::equals);
  }
}
