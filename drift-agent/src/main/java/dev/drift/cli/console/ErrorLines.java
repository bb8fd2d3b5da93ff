package dev.drift.cli.console;

import dev.drift.model.Problem;
import dev.drift.report.view.Safe;
import java.io.PrintStream;
import java.util.List;
import java.util.Optional;

/// Prints problems as compilers do: one line each, starting with the place if there is one.
public final class ErrorLines {
  private ErrorLines() {}

  public static void print(List<Problem> problems, PrintStream err) {
    for (Problem problem : problems) {
      err.println(Safe.line(where(problem).orElse("drift: ") + problem.message()));
    }
    err.flush();
  }

  /// The lines, for who knows that they are of Drift.
  public static List<String> of(List<Problem> problems) {
    return problems.stream().map(it -> Safe.line(where(it).orElse("") + it.message())).toList();
  }

  private static Optional<String> where(Problem problem) {
    return problem
        .place()
        .map(place -> place + ": ")
        .or(() -> problem.resource().map(resource -> "drift: " + resource + ": "));
  }
}
