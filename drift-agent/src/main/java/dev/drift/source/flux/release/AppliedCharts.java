package dev.drift.source.flux.release;

import dev.drift.model.Problem;
import dev.drift.model.ResourceId;
import dev.drift.model.ResourceRef;
import dev.drift.model.kind.Kinds;
import dev.drift.model.value.Value;
import dev.drift.source.ClusterFacts;
import dev.drift.source.helm.Charts;
import dev.drift.source.part.AppliedTree;
import dev.drift.source.part.Reading;
import dev.drift.tree.SourceTree;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Which commit the charts of HelmReleases are of, as far as Flux says.
///
/// It packages a chart of a Git repository for a HelmChart, again whenever the version of the chart
/// changes, or with each commit, which the version then names. A HelmRelease says which version was
/// installed. See `helmchart_controller.go` of <https://github.com/fluxcd/source-controller>.
final class AppliedCharts {
  private static final String FLUX = "Flux";
  private static final String VERSION = Kinds.FLUX_HELM_CHART.group() + "/v1";

  /// At the end of a version: a commit, and perhaps the generation of the HelmChart.
  private static final Pattern OF_COMMIT = Pattern.compile("\\+([0-9a-f]{12})(\\.\\d+)?$");

  private final Reading reading;
  private final Map<ResourceId, ClusterFacts.Answer> asked = new LinkedHashMap<>();
  private final Map<String, Charts> charts = new HashMap<>();

  AppliedCharts(Reading reading) {
    this.reading = reading;
  }

  /// What Flux says of a chart.
  ///
  /// @param tree the files that it is of
  /// @param version that was installed, or else packaged; empty if nothing was
  record Applied(AppliedTree tree, Optional<String> version) {
    static final Applied NOTHING_KNOWN = new Applied(new AppliedTree.AsRead(), Optional.empty());
  }

  /// @param release what Flux says of the HelmRelease; empty if the cluster does not have it
  /// @param helmChart that the chart is packaged for
  Applied of(Optional<Value.Obj> release, ResourceId helmChart) {
    if (reading.request().options().applied().isEmpty()
        || !(chart(helmChart) instanceof ClusterFacts.Answer.Found(Value.Obj chart))) {
      return Applied.NOTHING_KNOWN;
    }
    Value.Obj status = chart.object("status");
    Optional<String> installed = release.flatMap(AppliedCharts::installed);
    return new Applied(
        installed
            .filter(_ -> ChartVersion.namesCommit(chart.object("spec")))
            .map(OF_COMMIT::matcher)
            .filter(Matcher::find)
            .map(it -> AppliedTree.at(reading, FLUX, it.group(1)))
            .orElseGet(
                () -> AppliedTree.of(reading, FLUX, status.text("observedSourceArtifactRevision"))),
        installed.or(() -> status.object("artifact").text("revision")));
  }

  /// The generation of a HelmChart, which is in the version of a chart with values files.
  Optional<String> generation(ResourceId helmChart) {
    return chart(helmChart) instanceof ClusterFacts.Answer.Found(Value.Obj chart)
        ? chart.object("metadata").number("generation").map(it -> it.toBigInteger().toString())
        : Optional.empty();
  }

  /// All charts of a commit.
  ///
  /// @param commit empty for what is read
  Charts charts(String commit, SourceTree files) {
    return charts.computeIfAbsent(
        commit, _ -> new Charts(files, reading.documents(), reading.request().fetcher()));
  }

  private ClusterFacts.Answer chart(ResourceId id) {
    return asked.computeIfAbsent(
        id, it -> reading.request().cluster().object(new ResourceRef(VERSION, it)));
  }

  /// The version of the chart that was installed last.
  static Optional<String> installed(Value.Obj status) {
    return status.objects("history").stream().findFirst().flatMap(it -> it.text("chartVersion"));
  }

  /// Why the commits that Flux has applied are not known, if somebody asked for them.
  List<Problem> notes() {
    return reading.request().options().applied().isEmpty()
        ? List.of()
        : asked.values().stream()
            .filter(ClusterFacts.Answer.Unknown.class::isInstance)
            .map(ClusterFacts.Answer.Unknown.class::cast)
            .map(it -> AppliedTree.notKnown(FLUX, it.why()))
            .distinct()
            .toList();
  }
}
