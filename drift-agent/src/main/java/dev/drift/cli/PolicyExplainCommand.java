package dev.drift.cli;

import dev.drift.cli.console.Console;
import dev.drift.cli.option.CommonOptions;
import dev.drift.cli.option.FindingOptions;
import dev.drift.cli.option.PolicyOptions;
import dev.drift.cli.option.Specs;
import dev.drift.finding.ExitCode;
import dev.drift.pipeline.files.PolicyCaseFiles;
import dev.drift.pipeline.files.PolicyFiles;
import dev.drift.policy.action.ActionPolicies;
import dev.drift.policy.action.ActionTrace;
import dev.drift.policy.cases.DescribedFinding;
import dev.drift.report.view.Safe;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;

/// `drift policy explain`.
final class PolicyExplainCommand implements Callable<Integer> {
  private final Console console;
  private final PolicyOptions policies = new PolicyOptions();
  private final FindingOptions finding = new FindingOptions();
  private @Nullable Path report;

  final CommandSpec spec =
      Specs.command(
          this,
          "explain",
          "Explains which action of policies decides about a finding, and why those before it do"
              + " not match. The finding is given by options, or all those of a report are"
              + " explained. Reads no repository and no cluster.");

  PolicyExplainCommand(Console console) {
    this.console = console;
    policies.addTo(spec, "Policy file of the agent's own configuration; repeatable.");
    spec.addOption(
        Specs.option(Path.class, it -> report = it, "--report")
            .paramLabel("FILE")
            .description(
                "Explain all findings of this report, written by drift check -o json. A report has"
                    + " no labels and no objects, so some actions may remain undecided.")
            .build());
    finding.addTo(spec);
    Specs.addHelpAndVersion(spec);
    Specs.synopsis(
        spec, "drift policy explain --policy FILE (--report FILE | --rule CODE ...) [OPTIONS]");
    Specs.exitCodes(spec, "0:explained", "2:invalid flags or files");
    Specs.examples(
        spec,
        "  drift policy explain --policy policies/lakehouse.yaml --report report.json",
        "  drift policy explain --policy policies/lakehouse.yaml --rule SCL001 --kind Deployment"
            + " --namespace trino --name trino-worker --path spec.replicas --manager kubectl-scale");
  }

  @Override
  public Integer call() {
    if (policies.files().isEmpty()) {
      throw new ParameterException(
          spec.commandLine(), "--policy is missing; pass the policy file to explain");
    }
    Optional<DescribedFinding> described = finding.finding(spec);
    if (report == null && described.isEmpty()) {
      throw new ParameterException(
          spec.commandLine(),
          "the finding is missing; pass --report, or --rule with --kind and --name");
    }
    if (report != null && described.isPresent()) {
      throw new ParameterException(
          spec.commandLine(), "--report and --rule exclude each other; remove one");
    }
    return new Guard(console, new CommonOptions()).run(() -> explain(described));
  }

  private int explain(Optional<DescribedFinding> described) {
    ActionPolicies rules = PolicyFiles.read(policies.files()).actionPolicies();
    Instant now = finding.at().orElseGet(Instant::now);
    PrintWriter out = spec.commandLine().getOut();
    List<DescribedFinding> findings =
        report == null ? described.stream().toList() : PolicyCaseFiles.report(report);
    for (DescribedFinding one : findings) {
      ActionTrace trace = rules.trace(one.subject(), now, finding.seen(now));
      PolicyText.lines(one.title(), trace).forEach(line -> out.println(Safe.line(line)));
    }
    out.flush();
    return ExitCode.IN_SYNC.code();
  }
}
