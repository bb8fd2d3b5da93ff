package dev.drift.cli;

import dev.drift.app.CheckRequest;
import dev.drift.finding.FailOn;
import dev.drift.finding.Report;
import dev.drift.finding.Severity;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/// `drift check`.
@Command(
    name = "check",
    mixinStandardHelpOptions = true,
    versionProvider = VersionText.class,
    sortOptions = false,
    abbreviateSynopsis = true,
    customSynopsis = "drift check --repo URL|DIR [OPTIONS]",
    description =
        "Compares a Git repository with a cluster and reports what drifted. Reads only; changes"
            + " nothing.",
    optionListHeading = "%nOptions:%n",
    exitCodeListHeading = "%nExit codes:%n",
    exitCodeList = {
      "0:in sync, or no drift of the --fail-on severity",
      "1:the cluster has drifted from Git",
      "2:flags, configuration or manifests are not valid",
      "3:incomplete: something could not be read, and nothing worse was found",
      "4:the repository or the cluster is out of reach, or Drift failed"
    },
    footerHeading = "%nExamples:%n",
    footer = {
      "  drift check --repo https://git.example.com/platform/lakehouse.git --revision main",
      "  drift check --repo . --path trino --path minio --context prod",
      "  drift check --repo . --fail-on high -o json | jq '.findings[].message'",
      "  drift check --repo . --snapshot cluster.json.gz --key-file key --out report.json",
      "  drift check --repo . --policy /etc/drift/policy.yaml",
      "  drift check --repo . --audit-log /var/log/kubernetes/audit.log"
    })
final class CheckCommand implements Callable<Integer> {
  private final Console console;
  private final Pipeline pipeline;

  @Spec CommandSpec spec = CommandSpec.create();

  @Mixin ComparisonOptions comparison = new ComparisonOptions();

  @Mixin PolicyOptions policies = new PolicyOptions();

  @Mixin AuditLogOption auditLog = new AuditLogOption();

  @Mixin VulnerabilityOption vulnerabilities = new VulnerabilityOption();

  @Option(
      names = "--fail-on",
      paramLabel = "SEVERITY",
      defaultValue = "info",
      converter = SeverityOption.class,
      completionCandidates = SeverityOption.class,
      description =
          "Exit with 1 only for drift of this severity or worse: ${COMPLETION-CANDIDATES}. Default:"
              + " info, which is any drift.")
  Severity failOn = Severity.INFO;

  @Option(
      names = "--fail-on-posture",
      paramLabel = "SEVERITY",
      converter = SeverityOption.class,
      completionCandidates = SeverityOption.class,
      description =
          "Exit with 1 also for posture of this severity or worse: what is wrong in itself, whatever"
              + " Git says. Default: posture changes no exit code.")
  @Nullable Severity failOnPosture;

  @Mixin OutputOptions output = new OutputOptions();

  @Mixin CommonOptions common = new CommonOptions();

  CheckCommand(Console console, Pipeline pipeline) {
    this.console = console;
    this.pipeline = pipeline;
  }

  @Override
  public Integer call() {
    CheckRequest request =
        comparison
            .request()
            .withAuditLog(auditLog.file())
            .withPolicies(policies.files)
            .withVulnerabilities(vulnerabilities.files);
    output.check(spec.commandLine());
    return new Guard(console, common).run(() -> check(request));
  }

  private int check(CheckRequest request) {
    Report report;
    try (var progress = ConsoleProgress.of(console, common)) {
      report = pipeline.check(request, progress.progress());
    }
    FailOn failsOn = new FailOn(failOn, Optional.ofNullable(failOnPosture));
    new ReportOutput(console, output, common).write(report, failsOn);
    return report.exitCode(failsOn).code();
  }
}
