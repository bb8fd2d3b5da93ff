package dev.drift.cli;

import static java.util.stream.Collectors.joining;

import dev.drift.app.SnapshotRequest;
import dev.drift.finding.ExitCode;
import dev.drift.finding.Report;
import dev.drift.model.KindCoverage;
import dev.drift.report.Safe;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;

/// `drift snapshot`.
final class SnapshotCommand implements Callable<Integer> {
  private final Console console;
  private final Pipeline pipeline;

  private Path out = Path.of("");
  private @Nullable String repo;
  private final GitOptions git = new GitOptions();
  private final ClusterOptions cluster = new ClusterOptions();
  private final CommonOptions common = new CommonOptions();

  final CommandSpec spec =
      Specs.command(
          this,
          "snapshot",
          "Records a cluster in a file, for drift check --snapshot. Secrets are recorded as keyed"
              + " hashes only.");

  SnapshotCommand(Console console, Pipeline pipeline) {
    this.console = console;
    this.pipeline = pipeline;
    addOptions();
    addHelp();
  }

  private void addOptions() {
    spec.addOption(
        Specs.option(Path.class, it -> out = it, "-o", "--out")
            .required(true)
            .paramLabel("FILE")
            .description("The file to write; compressed where its name ends in .gz.")
            .build());
    spec.addOption(
        Specs.option(String.class, it -> repo = it, "--repo")
            .paramLabel("URL|DIR")
            .description("Record every kind that this Git repository uses, too.")
            .build());
    git.addTo(spec);
    cluster.addTo(spec);
    common.addTo(spec);
    Specs.addHelpAndVersion(spec);
  }

  private void addHelp() {
    Specs.synopsis(spec, "drift snapshot --out FILE [OPTIONS]");
    Specs.exitCodes(
        spec,
        "0:everything was recorded",
        "2:flags or configuration are not valid",
        "3:recorded, but something could not be read; the file says what",
        "4:the cluster is out of reach, or Drift failed");
    Specs.examples(
        spec,
        "  drift snapshot --out cluster.json.gz --key-file key",
        "  drift snapshot --out trino.json.gz --namespace trino --repo . --context prod");
  }

  @Override
  public Integer call() {
    SnapshotRequest request =
        new SnapshotRequest(
            cluster.request(),
            out,
            Optional.ofNullable(repo).map(git::request),
            cluster.namespaces,
            git.defaultNamespace,
            cluster.key(),
            cluster.mask());
    return new Guard(console, common).run(() -> take(request));
  }

  private int take(SnapshotRequest request) {
    Report.Coverage coverage;
    try (var progress = ConsoleProgress.of(console, common)) {
      coverage = pipeline.snapshot(request, progress.progress());
    }
    List<KindCoverage> gaps = coverage.kinds().stream().filter(kind -> !kind.known()).toList();
    if (!gaps.isEmpty()) {
      String names =
          gaps.stream().map(KindCoverage::kind).distinct().sorted().collect(joining(", "));
      console
          .err()
          .println(Safe.line("drift: the snapshot lacks what could not be read: " + names));
    }
    return (coverage.complete() ? ExitCode.IN_SYNC : ExitCode.INCOMPLETE).code();
  }
}
