package dev.drift.cli;

import dev.drift.cli.console.ColorChoice;
import dev.drift.cli.console.Console;
import dev.drift.cli.option.AuditLogOption;
import dev.drift.cli.option.CommonOptions;
import dev.drift.cli.option.ComparisonOptions;
import dev.drift.cli.option.PolicyOptions;
import dev.drift.cli.option.ResourceParameters;
import dev.drift.cli.option.Specs;
import dev.drift.finding.Account;
import dev.drift.finding.ExitCode;
import dev.drift.model.Verdict;
import dev.drift.pipeline.request.ResourceRequest;
import dev.drift.report.text.AccountText;
import java.io.PrintStream;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Model.CommandSpec;

/// `drift explain`.
final class ExplainCommand implements Callable<Integer> {
  private final Console console;
  private final Commands commands;

  private final ResourceParameters resource = new ResourceParameters();
  private final ComparisonOptions comparison = new ComparisonOptions();
  private final PolicyOptions policies = new PolicyOptions();
  private final AuditLogOption auditLog = new AuditLogOption();
  private ColorChoice color = ColorChoice.AUTO;
  private final CommonOptions common = new CommonOptions();

  final CommandSpec spec =
      Specs.command(
          this,
          "explain",
          "Explains, path by path, where each value of a resource comes from: Git, a default, a"
              + " known writer such as a controller, or drift. For drift, names who made the change,"
              + " if known.");

  ExplainCommand(Console console, Commands commands) {
    this.console = console;
    this.commands = commands;
    addOptions();
    addHelp();
  }

  private void addOptions() {
    resource.addTo(spec);
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
    Specs.synopsis(spec, "drift explain KIND[/NAME] [[NAMESPACE/]NAME] --repo URL|DIR [OPTIONS]");
    Specs.exitCodes(
        spec,
        "0:the resource was explained, with or without drift",
        "2:invalid flags, policies or manifests, or neither Git nor the cluster has the resource",
        "3:the resource could not be read or compared",
        "4:the repository or the cluster could not be reached, or Drift failed");
    Specs.examples(
        spec,
        "  drift explain deployment trino/trino-worker --repo .",
        "  drift explain deploy/trino-worker -n trino --repo .",
        "  drift explain service kafka/kafka-0-external --repo . --policy policy.yaml --audit-log"
            + " audit.log",
        "  drift explain clusterrole view --repo . --snapshot cluster.json.gz --key-file key");
  }

  @Override
  public Integer call() {
    ResourceRequest request = request();
    return new Guard(console, common).run(() -> explain(request));
  }

  private ResourceRequest request() {
    ResourceParameters.Named named = resource.named(spec);
    return new ResourceRequest(
        comparison.request(spec.commandLine(), policies.files(), auditLog.file(), List.of()),
        named.kind(),
        named.name());
  }

  private int explain(ResourceRequest request) {
    Account account;
    try (var progress = ConsoleProgress.of(console, common)) {
      account = commands.explain(request, progress.progress());
    }
    PrintStream out = new PrintStream(console.out(), false, console.charset());
    out.print(AccountText.of(account, console.style(color, common.verbose())));
    out.flush();
    return (account.verdict() == Verdict.UNKNOWN ? ExitCode.INCOMPLETE : ExitCode.IN_SYNC).code();
  }
}
