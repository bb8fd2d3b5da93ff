package dev.drift.cli;

import dev.drift.app.ExplainRequest;
import dev.drift.finding.Account;
import dev.drift.finding.ExitCode;
import dev.drift.model.Verdict;
import dev.drift.report.AccountText;
import java.io.PrintStream;
import java.util.concurrent.Callable;
import picocli.CommandLine.Model.CommandSpec;

/// `drift explain`.
final class ExplainCommand implements Callable<Integer> {
  private final Console console;
  private final Pipeline pipeline;

  private String kind = "";
  private String name = "";
  private final ComparisonOptions comparison = new ComparisonOptions();
  private final PolicyOptions policies = new PolicyOptions();
  private final AuditLogOption auditLog = new AuditLogOption();
  private ColorChoice color = ColorChoice.AUTO;
  private final CommonOptions common = new CommonOptions();

  final CommandSpec spec =
      Specs.command(
          this,
          "explain",
          "Says of one resource, path by path, why each value is as it is: because Git says so, by"
              + " default, because something known wrote it, because a policy leaves it alone, or"
              + " because it drifted, and then who did it as far as it is known.");

  ExplainCommand(Console console, Pipeline pipeline) {
    this.console = console;
    this.pipeline = pipeline;
    addOptions();
    addHelp();
  }

  private void addOptions() {
    spec.addPositional(
        Specs.parameter(String.class, it -> kind = it, 0)
            .paramLabel("KIND")
            .description(
                "Kind or plural, with its group where needed: deployment,"
                    + " ingresses.networking.k8s.io")
            .build());
    spec.addPositional(
        Specs.parameter(String.class, it -> name = it, 1)
            .paramLabel("NAMESPACE/NAME")
            .description("Or the name alone.")
            .build());
    comparison.addTo(spec);
    policies.addTo(spec);
    auditLog.addTo(spec);
    spec.addOption(
        Specs.option(ColorChoice.class, it -> color = it, "--color")
            .paramLabel("WHEN")
            .defaultValue("auto")
            .description("Colours: ${COMPLETION-CANDIDATES}.")
            .build());
    common.addTo(spec);
    Specs.addHelpAndVersion(spec);
  }

  private void addHelp() {
    Specs.synopsis(spec, "drift explain KIND NAMESPACE/NAME --repo URL|DIR [OPTIONS]");
    Specs.exitCodes(
        spec,
        "0:the resource is accounted for, drift or not",
        "2:flags, policies or manifests are not valid, or neither Git nor the cluster has the"
            + " resource",
        "3:the resource could not be read or compared",
        "4:the repository or the cluster is out of reach, or Drift failed");
    Specs.examples(
        spec,
        "  drift explain deployment trino/trino-worker --repo .",
        "  drift explain service kafka/kafka-0-external --repo . --policy policy.yaml --audit-log"
            + " audit.log",
        "  drift explain clusterrole view --repo . --snapshot cluster.json.gz --key-file key");
  }

  @Override
  public Integer call() {
    ExplainRequest request =
        new ExplainRequest(
            comparison
                .request(spec.commandLine())
                .withAuditLog(auditLog.file())
                .withPolicies(policies.files),
            kind,
            name);
    return new Guard(console, common).run(() -> explain(request));
  }

  private int explain(ExplainRequest request) {
    Account account;
    try (var progress = ConsoleProgress.of(console, common)) {
      account = pipeline.explain(request, progress.progress());
    }
    PrintStream out = new PrintStream(console.out(), false, console.charset());
    out.print(AccountText.of(account, console.style(color, common.verbose)));
    out.flush();
    return (account.verdict() == Verdict.UNKNOWN ? ExitCode.INCOMPLETE : ExitCode.IN_SYNC).code();
  }
}
