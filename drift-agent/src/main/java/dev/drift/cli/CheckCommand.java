package dev.drift.cli;

import dev.drift.cli.console.Console;
import dev.drift.cli.option.ActOptions;
import dev.drift.cli.option.AnnounceOptions;
import dev.drift.cli.option.AuditLogOption;
import dev.drift.cli.option.BaselineOption;
import dev.drift.cli.option.CommonOptions;
import dev.drift.cli.option.ComparisonOptions;
import dev.drift.cli.option.OutputOptions;
import dev.drift.cli.option.PolicyOptions;
import dev.drift.cli.option.SeverityOption;
import dev.drift.cli.option.Specs;
import dev.drift.cli.option.StoreOptions;
import dev.drift.cli.option.VulnerabilityOption;
import dev.drift.finding.FailOn;
import dev.drift.finding.Report;
import dev.drift.finding.Severity;
import dev.drift.model.DriftException;
import dev.drift.model.Problem;
import dev.drift.pipeline.Checked;
import dev.drift.pipeline.Progress;
import dev.drift.pipeline.request.ActRequest;
import dev.drift.pipeline.request.AnnounceRequest;
import dev.drift.pipeline.request.CheckRequest;
import dev.drift.pipeline.request.LiveRequest;
import dev.drift.pipeline.request.StoreRequest;
import dev.drift.plan.ActReport;
import dev.drift.policy.action.Action;
import dev.drift.policy.baseline.Baseline;
import dev.drift.report.view.Timeline;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;

/// `drift check`.
final class CheckCommand implements Callable<Integer> {
  private final Console console;
  private final Commands commands;

  private final ComparisonOptions comparison = new ComparisonOptions();
  private final PolicyOptions policies = new PolicyOptions();
  private final AuditLogOption auditLog = new AuditLogOption();
  private final VulnerabilityOption vulnerabilities = new VulnerabilityOption();
  private final BaselineOption baseline = new BaselineOption();
  private final StoreOptions store = new StoreOptions();
  private final AnnounceOptions announce = new AnnounceOptions();
  private Severity failOn = Severity.INFO;
  private @Nullable Severity failOnPosture;
  private boolean act;
  private @Nullable Path actsFile;
  private final ActOptions acts = new ActOptions();
  private final OutputOptions output = new OutputOptions();
  private final CommonOptions common = new CommonOptions();

  final CommandSpec spec =
      Specs.command(
          this,
          "check",
          "Compares a cluster with its Git repository and reports drift. Reads only, unless --act"
              + " or --notify is given.");

  CheckCommand(Console console, Commands commands) {
    this.console = console;
    this.commands = commands;
    addOptions();
    addHelp();
  }

  private void addOptions() {
    comparison.addTo(spec);
    policies.addTo(spec);
    auditLog.addTo(spec);
    vulnerabilities.addTo(spec);
    spec.addOption(
        SeverityOption.option(it -> failOn = it, "--fail-on")
            .defaultValue("info")
            .description(
                "Exit with 1 only for drift of this severity or higher: ${COMPLETION-CANDIDATES}."
                    + " Default: info (any drift).")
            .build());
    spec.addOption(
        SeverityOption.option(it -> failOnPosture = it, "--fail-on-posture")
            .description(
                "Also exit with 1 for posture findings of this severity or higher. Posture is a risk"
                    + " in a resource, whether or not it matches Git. Default: posture does not"
                    + " change the exit code.")
            .build());
    baseline.addTo(
        spec,
        "Do not fail by the findings that this file accepts; see drift baseline. They are listed,"
            + " and channels announce them as before.",
        false);
    spec.addOption(
        Specs.option(boolean.class, it -> act = it, "--act")
            .description(
                "Do what the agent's policies order without approval, then report what is left.")
            .build());
    acts.addTo(spec);
    spec.addOption(
        Specs.option(Path.class, it -> actsFile = it, "--acts-out")
            .paramLabel("FILE")
            .description("With --act, also write what was planned and done to this file, as JSON.")
            .build());
    announce.addTo(spec);
    store.addTo(spec);
    store.addKeepTo(spec);
    output.addTo(spec);
    common.addTo(spec);
    Specs.addHelpAndVersion(spec);
  }

  private void addHelp() {
    Specs.synopsis(spec, "drift check --repo URL|DIR [OPTIONS]");
    Specs.exitCodesOfComparing(spec, "in sync, or no drift of the --fail-on severity");
    Specs.examples(
        spec,
        "  drift check --repo https://git.example.com/platform/lakehouse.git --revision main",
        "  drift check --repo . --path trino --path minio --context prod",
        "  drift check --repo . --fail-on high -o json | jq '.findings[].message'",
        "  drift check --repo . --snapshot cluster.json.gz --key-file key --out report.json",
        "  drift check --repo . --policy /etc/drift/policy.yaml",
        "  drift check --repo . --audit-log /var/log/kubernetes/audit.log",
        "  drift check --config /etc/drift/drift.yaml --notify --record /var/lib/drift",
        "  drift check --repo . --store /var/lib/drift/drift.db");
  }

  @Override
  public Integer call() {
    CheckRequest compared =
        store.kept(
            comparison.request(
                spec.commandLine(), policies.files(), auditLog.file(), vulnerabilities.files()));
    // A run that announces has a record, which may show more than the cluster does.
    CheckRequest request = acts.record().map(compared::with).orElse(compared);
    output.check(spec.commandLine());
    store.check(spec.commandLine());
    if (!act && (actsFile != null || acts.applied().isPresent())) {
      throw new ParameterException(spec.commandLine(), "--acts-out and --applied need --act");
    }
    if (act && !(request.live() instanceof LiveRequest.FromCluster)) {
      throw new ParameterException(spec.commandLine(), "--act needs a cluster; remove --snapshot");
    }
    Optional<AnnounceRequest> announcement =
        announce.request(spec.commandLine(), request, acts.record());
    if (!act && announcement.isEmpty() && acts.record().isPresent()) {
      throw new ParameterException(spec.commandLine(), "--record needs --act or --notify");
    }
    return new Guard(console, common)
        .run(() -> check(request, announcement, baseline.file().map(_ -> baseline.read())));
  }

  /// @param accepted read before the run, which may take long
  private int check(
      CheckRequest request, Optional<AnnounceRequest> announcement, Optional<Baseline> accepted) {
    Optional<ActReport> done = Optional.empty();
    Checked checked;
    Report report;
    try (var progress = ConsoleProgress.of(console, common)) {
      try {
        if (act) {
          done = Optional.of(commands.act(acting(request), progress.progress()));
        }
        checked =
            done.map(Checked::of).orElseGet(() -> commands.check(request, progress.progress()));
        report = baseline.apply(checked.report(), accepted);
      } catch (DriftException e) {
        throw announced(recorded(e, request), announcement, progress.progress());
      }
      report = report.and(commands.record(store.request(request.config()), request, report, done));
      if (announcement.isPresent()) {
        report =
            report.and(
                commands.announce(
                    announcement.get(),
                    new Checked(report, checked.channels(), checked.acts()),
                    progress.progress()));
      }
    }
    done.ifPresent(
        it -> new PlanOutput(Optional.ofNullable(actsFile), output).write(it, "", console, common));
    return write(report, store.request(request.config()));
  }

  private ActRequest acting(CheckRequest request) {
    return new ActRequest(
        request,
        Set.of(Action.REVERT, Action.ADOPT),
        Optional.empty(),
        new ActRequest.Approval.ByPolicy(),
        acts.record(console.environment()),
        acts.applied());
  }

  /// A check that ends without a report is a run, too.
  private DriftException recorded(DriftException e, CheckRequest request) {
    List<Problem> problems = new ArrayList<>(e.problems());
    problems.addAll(commands.recordFailure(store.request(request.config()), request, e.problems()));
    return problems.size() == e.problems().size() ? e : new DriftException(problems);
  }

  /// Silence means that nothing changed, so a check that ends without a report is announced, too.
  private DriftException announced(
      DriftException e, Optional<AnnounceRequest> announcement, Progress progress) {
    if (announcement.isEmpty()) {
      return e;
    }
    List<Problem> problems = new ArrayList<>(e.problems());
    problems.addAll(commands.announceFailure(announcement.get(), e.problems(), progress));
    return new DriftException(problems);
  }

  private int write(Report report, StoreRequest stored) {
    FailOn failsOn = new FailOn(failOn, Optional.ofNullable(failOnPosture));
    ReportOutput written = new ReportOutput(console, output, common);
    Report shown = report;
    Optional<Timeline> timeline = Optional.empty();
    // A store that could not be written is not asked; the report says why.
    if (written.showsTimeline() && !report.isUnrecorded()) {
      try {
        timeline = commands.timeline(stored, report);
      } catch (DriftException e) {
        shown =
            report.and(
                List.of(
                    Problem.of(
                        Problem.Code.RECORD_NOT_READ,
                        "The page has no timeline: " + e.getMessage())));
      }
    }
    written.write(shown, timeline, failsOn);
    return shown.exitCode(failsOn).code();
  }
}
