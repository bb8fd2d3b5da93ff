package dev.drift.cli;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.drift.cli.console.Console;
import dev.drift.finding.Report;
import dev.drift.model.Problem;
import java.io.ByteArrayOutputStream;
import java.io.OutputStream;
import java.io.PrintStream;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;

/// What a call of the program left behind.
public record Run(int code, String out, String err, FakeCommands commands) {

  static Run of(Report answer, String... args) {
    return of(() -> answer, args);
  }

  static Run of(Supplier<Report> answer, String... args) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    Run run = to(out, answer, args);
    return new Run(run.code, out.toString(UTF_8), run.err, run.commands);
  }

  static Run to(OutputStream out, Supplier<Report> answer, String... args) {
    return to(out, false, answer, args);
  }

  /// @param problem of announcing the report
  static Run announcing(Report answer, Problem problem, String... args) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    Run run = to(out, false, new FakeCommands(() -> answer, List.of(problem)), args);
    return new Run(run.code, out.toString(UTF_8), run.err, run.commands);
  }

  /// @param pipe whether standard output is one
  static Run to(OutputStream out, boolean pipe, Supplier<Report> answer, String... args) {
    return to(out, pipe, new FakeCommands(answer), args);
  }

  private static Run to(OutputStream out, boolean pipe, FakeCommands commands, String... args) {
    ByteArrayOutputStream err = new ByteArrayOutputStream();
    PrintStream before = System.err;
    try {
      int code = Program.run(args, console(out, err, pipe, Map.of()), commands);
      return new Run(code, "", err.toString(UTF_8), commands);
    } finally {
      System.setErr(before);
    }
  }

  static Console console(OutputStream out, OutputStream err, Map<String, String> environment) {
    return console(out, err, false, environment);
  }

  private static Console console(
      OutputStream out, OutputStream err, boolean pipe, Map<String, String> environment) {
    PrintStream printed = new PrintStream(err, true, UTF_8);
    return new Console(out, printed, UTF_8, false, false, () -> pipe, environment);
  }
}
