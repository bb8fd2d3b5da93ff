package dev.drift.source.helm;

import dev.drift.source.ChartAddress;
import dev.drift.source.Fetcher;
import dev.drift.tree.SourceTree;
import dev.drift.yaml.DocumentReader;
import java.io.IOException;
import java.util.HashMap;
import java.util.Map;

/// The charts of a source, and those that were fetched for it. Each is read once: several releases
/// may use it, and its archives count against what all may unpack to.
public final class Charts {
  private final SourceTree tree;
  private final DocumentReader reader;
  private final Fetcher fetcher;
  private final ArchiveBudget budget = new ArchiveBudget();
  private final Map<String, HelmChart.Result> read = new HashMap<>();
  private final Map<String, HelmChart.Result> unpacked = new HashMap<>();

  /// @param fetcher of charts that those of the source depend on
  public Charts(SourceTree tree, DocumentReader reader, Fetcher fetcher) {
    this.tree = tree;
    this.reader = reader;
    this.fetcher = fetcher;
  }

  /// @param folder in the tree, normalised
  /// @throws IOException if the tree itself cannot be read
  public HelmChart.Result read(String folder) throws IOException {
    HelmChart.Result known = read.get(folder);
    if (known != null) {
      return known;
    }
    HelmChart.Result result = HelmChart.read(tree, folder, reader, budget, this::fetched);
    read.put(folder, result);
    return result;
  }

  /// A chart of another repository.
  ///
  /// @param label what it is called
  /// @throws IOException if the tree itself cannot be read
  public HelmChart.Result read(SourceTree other, String folder, String label) throws IOException {
    return switch (HelmChart.read(other, folder, reader, budget, this::fetched)) {
      case HelmChart.Result.Read(HelmChart chart) ->
          new HelmChart.Result.Read(chart.fetchedAs(label));
      case HelmChart.Result.Refused refused -> refused;
    };
  }

  /// A chart that another one depends on.
  private HelmChart.Result fetched(ChartAddress address, String label) {
    return switch (fetcher.chart(address)) {
      case Fetcher.ChartAnswer.Unknown(String why) -> new HelmChart.Result.Refused(label, 1, why);
      case Fetcher.ChartAnswer.Found found -> unpacked(found.digest(), label, found.archive());
    };
  }

  /// A chart that was fetched.
  ///
  /// @param digest of its archive
  /// @param label what it is called
  public HelmChart.Result unpacked(String digest, String label, byte[] archive) {
    HelmChart.Result known = unpacked.get(digest);
    if (known != null) {
      return known;
    }
    HelmChart.Result result = HelmChart.unpacked(archive, label, reader, budget);
    unpacked.put(digest, result);
    return result;
  }
}
