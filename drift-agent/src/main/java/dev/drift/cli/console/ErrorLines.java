package dev.drift.cli.console;

import dev.drift.model.Problem;
import dev.drift.report.view.Safe;
import java.io.PrintStream;
import java.util.List;

/// Prints problems as compilers do: one line each, starting with the place if there is one.
public final class ErrorLines {
  private ErrorLines() {}

  public static void print(List<Problem> problems, PrintStream err) {
    for (Problem problem : problems) {
      String where =
          problem
              .place()
              .map(place -> place + ": ")
              .or(() -> problem.resource().map(resource -> "drift: " + resource + ": "))
              .orElse("drift: ");
      err.println(Safe.line(where + problem.message()));
    }
    err.flush();
  }
}
