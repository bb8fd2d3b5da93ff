package dev.drift.source.flux;

import dev.drift.source.ChartAddress;
import dev.drift.source.Fetcher;
import java.util.List;

/// What a kustomize-controller fetches that was started with `--no-remote-bases`: it does not
/// clone, and still loads files of web servers.
record NoRemoteBases(Fetcher others) implements Fetcher {
  private static final String WHY = "kustomize-controller fetches no bases (--no-remote-bases)";

  @Override
  public ChartAnswer chart(ChartAddress address) {
    return others.chart(address);
  }

  @Override
  public <T> RepositoryAnswer<T> repository(String url, String revision, TreeReader<T> reader) {
    return new RepositoryAnswer.Unknown<>(WHY);
  }

  @Override
  public FileAnswer file(String url) {
    return others.file(url);
  }

  @Override
  public List<Fetched> fetched() {
    return others.fetched();
  }
}
