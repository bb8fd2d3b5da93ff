package dev.drift.source.fetch;

import dev.drift.git.Sources;
import dev.drift.net.AllowedUrls;
import dev.drift.net.http.Downloads;
import dev.drift.source.ChartAddress;
import dev.drift.source.Fetcher;
import dev.drift.source.KnownBuilds;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// Fetches from where it is allowed, over HTTP with certificates verified. What has a digest is
/// fetched once and then taken from the cache.
public final class AllowedFetcher implements Fetcher {
  /// As large as a file of a source may be.
  private static final long MOST_FILE = 4L << 20;

  private static final Duration PATIENCE = Duration.ofSeconds(60);

  private final ChartIndexes indexes;
  private final OciRegistries registries;
  private final GitBases repositories;
  private final Downloads downloads;
  private final Map<String, FileAnswer> files = new HashMap<>();
  private final Map<Revision, String> commits = new HashMap<>();
  private final Map<Revision, String> failures = new HashMap<>();
  private final Map<ChartAddress, ChartAnswer> charts = new HashMap<>();
  private final List<Fetched> fetched = new ArrayList<>();

  /// A branch, tag or commit of a repository.
  private record Revision(String url, String name) {}

  /// @param environment that names proxies
  /// @param known keeps what has a digest
  /// @param git keeps clones
  public AllowedFetcher(
      AllowedUrls allowed, Map<String, String> environment, KnownBuilds known, Sources git) {
    this.repositories = new GitBases(allowed, git);
    this.downloads = new Downloads(allowed, environment, PATIENCE);
    Contents contents = new Contents(known);
    this.indexes = new ChartIndexes(downloads, contents);
    this.registries = new OciRegistries(allowed, downloads, contents);
  }

  @Override
  public ChartAnswer chart(ChartAddress address) {
    ChartAnswer known = charts.get(address);
    if (known != null) {
      return known;
    }
    ChartAnswer answer = find(address);
    charts.put(address, answer);
    return answer;
  }

  private ChartAnswer find(ChartAddress address) {
    try {
      return switch (address) {
        case ChartAddress.InRepository it -> {
          ChartAnswer.Found found = indexes.find(it);
          add("chart %s %s".formatted(it.name(), found.version()), it.url(), found.digest());
          yield found;
        }
        case ChartAddress.InRegistry it -> {
          ChartAnswer.Found found = registries.find(it);
          String name = it.url().substring(it.url().lastIndexOf('/') + 1);
          add(
              "chart %s %s".formatted(name, found.version()).strip(),
              it.url(),
              found.revision().orElse(found.digest()));
          yield found;
        }
      };
    } catch (FetchFailure e) {
      return new ChartAnswer.Unknown(e.why());
    }
  }

  @Override
  public <T> RepositoryAnswer<T> repository(String url, String revision, TreeReader<T> reader) {
    Revision wanted = new Revision(url, revision);
    String failed = failures.get(wanted);
    if (failed != null) {
      return new RepositoryAnswer.Unknown<>(failed);
    }
    try {
      // All of a run is of one commit, which the clone has.
      RepositoryAnswer.Found<T> found =
          repositories.read(url, commits.getOrDefault(wanted, revision), reader);
      commits.put(wanted, found.commit());
      add(
          "repository at %s"
              .formatted(
                  revision.isEmpty() ? "HEAD" : revision.replaceFirst("^refs/(?:heads|tags)/", "")),
          url,
          found.commit());
      return found;
    } catch (FetchFailure e) {
      failures.put(wanted, e.why());
      return new RepositoryAnswer.Unknown<>(e.why());
    }
  }

  @Override
  public FileAnswer file(String url) {
    FileAnswer known = files.get(url);
    if (known != null) {
      return known;
    }
    FileAnswer answer =
        switch (downloads.get(url, MOST_FILE)) {
          case Downloads.Answer.Received received when received.isSuccess() -> {
            add("file", url, Contents.digest(received.body()));
            yield new FileAnswer.Found(received.body());
          }
          case Downloads.Answer.Received received ->
              new FileAnswer.Unknown(
                  "%s could not be fetched: HTTP %d"
                      .formatted(ChartIndexes.shown(url), received.status()));
          case Downloads.Answer.Failed(String why) ->
              new FileAnswer.Unknown("%s %s".formatted(ChartIndexes.shown(url), why));
        };
    files.put(url, answer);
    return answer;
  }

  private void add(String what, String from, String digest) {
    Fetched one = new Fetched(ChartIndexes.shown(what), ChartIndexes.shown(from), digest);
    if (!fetched.contains(one)) {
      fetched.add(one);
    }
  }

  @Override
  public List<Fetched> fetched() {
    return List.copyOf(fetched);
  }
}
