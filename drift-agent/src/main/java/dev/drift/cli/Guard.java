package dev.drift.cli;

import dev.drift.cli.console.Console;
import dev.drift.cli.console.ErrorLines;
import dev.drift.cli.console.LogStream;
import dev.drift.cli.console.Logging;
import dev.drift.cli.option.CommonOptions;
import dev.drift.finding.ExitCode;
import dev.drift.model.DriftException;
import dev.drift.model.Problem;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.IntSupplier;
import picocli.CommandLine.ParameterException;

/// Runs a command and reports its failure in sentences; the stack trace is shown only with `-v`.
final class Guard {
  private final Console console;
  private final CommonOptions options;

  Guard(Console console, CommonOptions options) {
    this.console = console;
    this.options = options;
  }

  /// @return the exit code
  int run(IntSupplier command) {
    Logging.configure(options.level());
    return report(command, problems -> ErrorLines.print(problems, console.err()));
  }

  /// For a command that has set up its log.
  ///
  /// @param failures receives why it failed
  /// @return the exit code
  int report(IntSupplier command, Consumer<List<Problem>> failures) {
    try {
      return command.getAsInt();
    } catch (DriftException e) {
      failures.accept(e.problems());
      trace(e);
      return exitCode(e.problems()).code();
    } catch (ParameterException e) {
      throw e; // picocli reports wrong flags.
    } catch (OutOfMemoryError e) {
      failures.accept(
          internal("out of memory; allow more, for example with DRIFT_JAVA_OPTS=-Xmx2g"));
      trace(e);
    } catch (RuntimeException | Error e) {
      failures.accept(
          internal(
              "internal error (%s)%s"
                  .formatted(
                      e.getClass().getSimpleName(),
                      options.verbose() ? "" : "; rerun with -v for details")));
      trace(e);
    }
    return ExitCode.FAILURE.code();
  }

  private static ExitCode exitCode(List<Problem> problems) {
    if (problems.stream().anyMatch(p -> p.code().type() == Problem.Type.FAILURE)) {
      return ExitCode.FAILURE;
    }
    return problems.stream().anyMatch(p -> p.code().type() == Problem.Type.INPUT)
        ? ExitCode.INVALID_INPUT
        : ExitCode.INCOMPLETE;
  }

  private static List<Problem> internal(String sentence) {
    return List.of(Problem.of(Problem.Code.INTERNAL, sentence));
  }

  /// Exceptions of libraries may quote what they read, so this goes the way of every log line.
  private void trace(Throwable thrown) {
    if (options.verbose()) {
      StringWriter text = new StringWriter();
      thrown.printStackTrace(new PrintWriter(text));
      LogStream log = new LogStream(console.err());
      text.toString().lines().forEach(log::println);
    }
  }
}
