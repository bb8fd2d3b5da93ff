package dev.drift.source.fetch;

import dev.drift.git.Sources;
import dev.drift.git.repository.SourceSpec;
import dev.drift.model.DriftException;
import dev.drift.net.AllowedUrls;
import dev.drift.source.Fetcher;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Git repositories that a source names, cloned into a cache of their own. A commit is fetched
/// once.
final class GitBases {
  /// `git@host:path`
  private static final Pattern SCP =
      Pattern.compile("(?:[^/@:\\s]+@)(?<host>[^/@:\\s]+):(?!//)(?<path>.+)");

  private static final Pattern SSH = Pattern.compile("(?i)ssh://(?:[^/@\\s]*@)?(?<rest>.+)");

  private final AllowedUrls allowed;
  private final Sources git;

  GitBases(AllowedUrls allowed, Sources git) {
    this.allowed = allowed;
    this.git = git.within(allowed);
  }

  <T> Fetcher.RepositoryAnswer.Found<T> read(
      String url, String revision, Fetcher.TreeReader<T> reader) throws FetchFailure {
    String place = place(url);
    if (!allowed.allow(place)) {
      throw new FetchFailure("%s %s".formatted(ChartIndexes.shown(place), AllowedUrls.REFUSED));
    }
    Optional<String> wanted = Optional.of(revision).filter(it -> !it.isEmpty());
    try {
      return git.read(
          new SourceSpec(url, wanted),
          _ -> Optional.empty(),
          checkout -> {
            String commit = checkout.commit().orElse("");
            return new Fetcher.RepositoryAnswer.Found<>(
                reader.read(checkout.tree(), commit), commit);
          });
    } catch (DriftException e) {
      String why = e.problems().getFirst().message();
      throw new FetchFailure(why.endsWith(".") ? why.substring(0, why.length() - 1) : why);
    }
  }

  /// As a URL without a user, who is part of each login over SSH.
  private static String place(String url) {
    Matcher scp = SCP.matcher(url);
    if (!url.contains("://") && scp.matches()) {
      return "ssh://%s/%s".formatted(scp.group("host"), scp.group("path").replaceFirst("^/+", ""));
    }
    Matcher ssh = SSH.matcher(url);
    return ssh.matches() ? "ssh://" + ssh.group("rest") : url;
  }
}
