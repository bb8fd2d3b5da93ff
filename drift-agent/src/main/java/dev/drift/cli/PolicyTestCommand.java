package dev.drift.cli;

import dev.drift.cli.console.Console;
import dev.drift.cli.option.CommonOptions;
import dev.drift.cli.option.Specs;
import dev.drift.finding.ExitCode;
import dev.drift.model.DriftException;
import dev.drift.model.Problem;
import dev.drift.pipeline.files.PolicyCaseFiles;
import dev.drift.pipeline.files.PolicyFiles;
import dev.drift.policy.action.ActionPolicies;
import dev.drift.policy.action.ActionRule;
import dev.drift.policy.cases.PolicyCase;
import dev.drift.report.view.Safe;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import picocli.CommandLine.Model.CommandSpec;

/// `drift policy test`.
final class PolicyTestCommand implements Callable<Integer> {
  private final Console console;
  private List<Path> files = List.of();

  final CommandSpec spec =
      Specs.command(
          this,
          "test",
          "Tests the actions of policy files with the cases beside them: those of lakehouse.yaml"
              + " are in lakehouse.test.yaml. Reads no repository and no cluster.");

  PolicyTestCommand(Console console) {
    this.console = console;
    spec.addPositional(
        Specs.parameters(Path.class, it -> files = it)
            .paramLabel("FILE")
            .arity("1..*")
            .description("Policy file to test.")
            .build());
    Specs.addHelpAndVersion(spec);
    Specs.exitCodes(
        spec, "0:all cases passed", "1:a case failed", "2:a file is missing or invalid");
    Specs.examples(spec, "  drift policy test policies/lakehouse.yaml");
  }

  @Override
  public Integer call() {
    return new Guard(console, new CommonOptions()).run(this::test);
  }

  private int test() {
    PrintWriter out = spec.commandLine().getOut();
    List<Problem> problems = new ArrayList<>();
    boolean passed = true;
    for (Path file : files) {
      try {
        passed &= test(file, out);
      } catch (DriftException e) {
        problems.addAll(e.problems());
      }
    }
    out.flush();
    if (!problems.isEmpty()) {
      throw new DriftException(problems);
    }
    return passed ? ExitCode.IN_SYNC.code() : ExitCode.DRIFT.code();
  }

  private static boolean test(Path file, PrintWriter out) {
    PolicyCaseFiles.requirePolicy(file);
    ActionPolicies policies = PolicyFiles.read(List.of(file)).actionPolicies();
    List<PolicyCase> cases = PolicyCaseFiles.read(file);
    Set<ActionRule> decided = new HashSet<>();
    int failed = 0;
    for (PolicyCase one : cases) {
      switch (one.run(policies)) {
        case PolicyCase.Result.Passed(Optional<ActionRule> rule) -> rule.ifPresent(decided::add);
        case PolicyCase.Result.Failed(String expected, String got) -> {
          failed++;
          out.println(
              Safe.line("%s:%d: %s".formatted(one.place().file(), one.place().line(), one.name())));
          out.println(Safe.line("  expected: " + expected));
          out.println(Safe.line("  got:      " + got));
        }
      }
    }
    out.println(
        Safe.line(
            failed == 0
                ? "%s: %s passed".formatted(file, count(cases.size()))
                : "%s: %d of %s failed".formatted(file, failed, count(cases.size()))));
    if (failed == 0) {
      policies.rules().stream()
          .filter(rule -> !decided.contains(rule))
          .forEach(
              rule ->
                  out.println(
                      Safe.line("%s: no case tests action %s".formatted(rule.at(), rule.name()))));
    }
    return failed == 0;
  }

  private static String count(int cases) {
    return cases == 1 ? "1 case" : cases + " cases";
  }
}
