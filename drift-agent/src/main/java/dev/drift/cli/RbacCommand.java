package dev.drift.cli;

import dev.drift.cli.console.Console;
import dev.drift.cli.option.CommonOptions;
import dev.drift.cli.option.ComparisonOptions;
import dev.drift.cli.option.Specs;
import dev.drift.finding.ExitCode;
import dev.drift.pipeline.Permissions;
import dev.drift.pipeline.request.CheckRequest;
import dev.drift.report.view.Safe;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Model.CommandSpec;

/// `drift rbac`.
final class RbacCommand implements Callable<Integer> {
  private final Console console;
  private final Commands commands;

  private final ComparisonOptions comparison = new ComparisonOptions();
  private boolean act;
  private ServiceAccountName account = new ServiceAccountName("drift", "drift");
  private final CommonOptions common = new CommonOptions();

  final CommandSpec spec =
      Specs.command(
          this,
          "rbac",
          "Prints the roles and bindings that a drift check with the same flags needs, as YAML for"
              + " kubectl apply. Reads only; changes nothing.");

  RbacCommand(Console console, Commands commands) {
    this.console = console;
    this.commands = commands;
    comparison.addTo(spec, false);
    spec.addOption(
        Specs.option(boolean.class, it -> act = it, "--act")
            .description("Also what drift check --act and drift revert need to put values back.")
            .build());
    spec.addOption(
        Specs.option(ServiceAccountName.class, it -> account = it, "--service-account")
            .paramLabel("NAMESPACE:NAME")
            .converters(ServiceAccountName::parse)
            .defaultValue("drift:drift")
            .description("ServiceAccount that gets the permissions. Default: ${DEFAULT-VALUE}.")
            .build());
    common.addTo(spec);
    Specs.addHelpAndVersion(spec);
    Specs.synopsis(spec, "drift rbac --repo URL|DIR [OPTIONS]");
    Specs.exitCodes(
        spec,
        "0:the roles were printed",
        "2:invalid flags, configuration or manifests",
        "4:the repository or the cluster could not be reached, or Drift failed");
    Specs.examples(
        spec,
        "  drift rbac --repo . | kubectl apply -f -",
        "  drift rbac --repo . --scope cluster --service-account ci:drift",
        "  drift rbac --repo . --namespace trino --namespace kafka");
  }

  @Override
  public Integer call() {
    CheckRequest request = comparison.request(spec.commandLine(), List.of());
    return new Guard(console, common).run(() -> print(request));
  }

  private int print(CheckRequest request) {
    Permissions rights;
    try (var progress = ConsoleProgress.of(console, common)) {
      rights = commands.rights(request, act, progress.progress());
    }
    var out = spec.commandLine().getOut();
    out.print(RoleText.of(rights, account));
    out.flush();
    if (!rights.notSeen().isEmpty()) {
      console
          .err()
          .println(
              Safe.line(
                  ("drift: no permission to list %s. If other kinds control these objects, the role may"
                          + " lack them; rerun drift rbac as a user who may list all of these kinds.")
                      .formatted(String.join(", ", rights.notSeen()))));
    }
    return ExitCode.IN_SYNC.code();
  }
}
