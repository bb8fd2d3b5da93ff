package dev.drift.source;

import static java.util.Objects.requireNonNull;

import dev.drift.net.RepositoryUrl;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/// Which repository a source is, and what its commit is called there: deployers name what they
/// deploy by URL and revision.
///
/// @param urls of the repository, without passwords: that by which it was read, and those of its
///     remotes. None if it is a folder without remotes
/// @param commit 40 hexadecimal digits; empty outside Git
/// @param names branches that are at this commit, and the revision that was asked for; none if
///     they are not known
public record SourceRepository(List<String> urls, Optional<String> commit, Set<String> names) {
  public static final SourceRepository UNKNOWN =
      new SourceRepository(List.of(), Optional.empty(), Set.of());

  public SourceRepository {
    urls = List.copyOf(urls);
    requireNonNull(commit, "commit is null");
    names = Set.copyOf(names);
  }

  /// @param repo by which it was read: a URL or a folder
  /// @param remotes URLs that the repository itself names, or a person
  /// @param asked for by a person
  /// @param branches that are at the commit
  public static SourceRepository of(
      String repo,
      Collection<String> remotes,
      Optional<String> commit,
      Optional<String> asked,
      Collection<String> branches) {
    List<String> urls =
        Stream.concat(Stream.of(repo), remotes.stream())
            .filter(it -> it.contains(":") && RepositoryUrl.of(it).isPresent())
            .distinct()
            .toList();
    return new SourceRepository(
        urls,
        commit,
        Set.copyOf(Stream.concat(asked.stream(), branches.stream()).distinct().toList()));
  }

  /// Whether its own URL is not known, so that nothing can be said of another one.
  public boolean isUnknown() {
    return urls.isEmpty();
  }

  /// Whether a URL leads to it.
  public boolean isAt(String url) {
    Optional<RepositoryUrl> wanted = RepositoryUrl.of(url);
    return wanted.isPresent() && urls.stream().map(RepositoryUrl::of).anyMatch(wanted::equals);
  }

  /// Whether a deployer that follows this revision deploys the commit. The default branch counts as
  /// the commit, because a person chose to read it; so does anything if no name is known.
  ///
  /// @param revision a branch, tag or commit; empty for the default branch
  public boolean isRevision(String revision) {
    return revision.isEmpty()
        || revision.equals("HEAD")
        || (names.isEmpty() && !revision.matches("[0-9a-f]{40}"))
        || names.contains(revision)
        || names.contains(revision.replaceFirst("^refs/(heads|tags)/", ""))
        || (revision.length() >= 7 && commit.filter(it -> it.startsWith(revision)).isPresent());
  }
}
