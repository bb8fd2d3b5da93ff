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
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/// `drift snapshot`.
@Command(
    name = "snapshot",
    mixinStandardHelpOptions = true,
    versionProvider = VersionText.class,
    sortOptions = false,
    customSynopsis = "drift snapshot --out FILE [OPTIONS]",
    description =
        "Records a cluster in a file, for drift check --snapshot. Secrets are recorded as keyed"
            + " hashes only.",
    optionListHeading = "%nOptions:%n",
    exitCodeListHeading = "%nExit codes:%n",
    exitCodeList = {
      "0:everything was recorded",
      "2:flags or configuration are not valid",
      "3:recorded, but something could not be read; the file says what",
      "4:the cluster is out of reach, or Drift failed"
    },
    footerHeading = "%nExamples:%n",
    footer = {
      "  drift snapshot --out cluster.json.gz --key-file key",
      "  drift snapshot --out trino.json.gz --namespace trino --repo . --context prod"
    })
final class SnapshotCommand implements Callable<Integer> {
  private final Console console;
  private final Pipeline pipeline;

  @Option(
      names = {"-o", "--out"},
      required = true,
      paramLabel = "FILE",
      description = "The file to write; compressed where its name ends in .gz.")
  Path out = Path.of("");

  @Option(
      names = "--repo",
      paramLabel = "URL|DIR",
      description = "Record every kind that this Git repository uses, too.")
  @Nullable String repo;

  @Mixin GitOptions git = new GitOptions();

  @Mixin ClusterOptions cluster = new ClusterOptions();

  @Mixin CommonOptions common = new CommonOptions();

  SnapshotCommand(Console console, Pipeline pipeline) {
    this.console = console;
    this.pipeline = pipeline;
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
            cluster.key());
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
