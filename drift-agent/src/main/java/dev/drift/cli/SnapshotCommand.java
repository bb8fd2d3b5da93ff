package dev.drift.cli;

import dev.drift.cli.console.Console;
import dev.drift.cli.option.ClusterOptions;
import dev.drift.cli.option.CommonOptions;
import dev.drift.cli.option.GitOptions;
import dev.drift.cli.option.Specs;
import dev.drift.finding.Coverage;
import dev.drift.finding.ExitCode;
import dev.drift.model.scope.Scope;
import dev.drift.pipeline.request.DesiredRequest;
import dev.drift.pipeline.request.GitRequest;
import dev.drift.pipeline.request.SnapshotRequest;
import dev.drift.report.view.Safe;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;

/// `drift snapshot`.
final class SnapshotCommand implements Callable<Integer> {
  private final Console console;
  private final Commands commands;

  private Path out = Path.of("");
  private @Nullable String repo;
  private final GitOptions git = new GitOptions();
  private final ClusterOptions cluster = new ClusterOptions();
  private final CommonOptions common = new CommonOptions();

  final CommandSpec spec =
      Specs.command(
          this,
          "snapshot",
          "Records a cluster in a file for drift check --snapshot. Secrets are recorded only as"
              + " keyed hashes.");

  SnapshotCommand(Console console, Commands commands) {
    this.console = console;
    this.commands = commands;
    addOptions();
    addHelp();
  }

  private void addOptions() {
    spec.addOption(
        Specs.option(Path.class, it -> out = it, "-o", "--out")
            .required(true)
            .paramLabel("FILE")
            .description("File to write; compressed if its name ends in .gz.")
            .build());
    spec.addOption(
        Specs.option(String.class, it -> repo = it, "--repo")
            .paramLabel("URL|DIR")
            .description("Also record every kind that this Git repository uses.")
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
        "2:invalid flags, configuration or manifests",
        "3:recorded, but something could not be read; the file lists it",
        "4:the repository or the cluster could not be reached, or Drift failed");
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
            Optional.ofNullable(repo).map(git::request).map(this::everythingOf),
            cluster.namespaces(),
            cluster.mask());
    return new Guard(console, common).run(() -> take(request));
  }

  private DesiredRequest everythingOf(GitRequest source) {
    return new DesiredRequest(List.of(source), Optional.of(Scope.CLUSTER), git.defaultNamespace());
  }

  private int take(SnapshotRequest request) {
    Coverage coverage;
    try (var progress = ConsoleProgress.of(console, common)) {
      coverage = commands.snapshot(request, progress.progress());
    }
    Set<Coverage.Need> needs = Set.of(Coverage.Need.DRIFT);
    SortedSet<String> missing = new TreeSet<>();
    for (Coverage.Entry gap : coverage.gaps(needs)) {
      if (gap.subject() instanceof Coverage.Subject.Kind(String _, String kind)) {
        missing.add(kind);
      }
    }
    if (!missing.isEmpty()) {
      console
          .err()
          .println(
              Safe.line(
                  "drift: not in the snapshot, because they could not be read: "
                      + String.join(", ", missing)));
    }
    return (coverage.complete(needs) ? ExitCode.IN_SYNC : ExitCode.INCOMPLETE).code();
  }
}
