package dev.drift.process;

import static java.util.Objects.requireNonNull;

import dev.drift.files.LimitedOutput;
import dev.drift.files.TooLargeException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/// A child process that can neither hang nor fill the memory, and sees only the environment that it
/// is given.
///
/// @param line the command and its arguments; no shell reads them
/// @param environment all of it; nothing is inherited
/// @param directory where it runs; empty means in Drift's own working directory
/// @param patience after this time it is killed, with the processes that it started
/// @param maximumOutput in bytes; a process that prints more is killed, too
public record BoundedProcess(
    List<String> line,
    Map<String, String> environment,
    Optional<Path> directory,
    Input input,
    Errors errors,
    Duration patience,
    int maximumOutput) {
  /// A process that the ended one left running may hold its output open; only what comes within
  /// this time is read.
  private static final Duration REST = Duration.ofSeconds(1);

  public BoundedProcess {
    line = List.copyOf(line);
    environment = Map.copyOf(environment);
    requireNonNull(directory, "directory is null");
    requireNonNull(input, "input is null");
    requireNonNull(errors, "errors is null");
    requireNonNull(patience, "patience is null");
  }

  /// What its standard input is.
  public sealed interface Input {
    /// That of Drift, so that it may ask the user.
    record Inherited() implements Input {}

    /// @param content in UTF-8, then the end
    record Text(String content) implements Input {
      /// Nothing but the end.
      public static final Text NONE = new Text("");

      public Text {
        requireNonNull(content, "content is null");
      }

      @Override
      public String toString() {
        return "Text"; // It may be a secret.
      }
    }
  }

  /// Where its standard error goes.
  public enum Errors {
    /// To that of Drift.
    SHOWN,
    DISCARDED
  }

  /// How it ended.
  public sealed interface Result {
    /// @param output what it printed, which may be a secret
    @SuppressWarnings("ArrayRecordComponent") // never compared
    record Finished(int exitCode, byte[] output) implements Result {
      @Override
      public String toString() {
        return "exit code " + exitCode;
      }
    }

    record TimedOut() implements Result {}

    record TooMuchOutput() implements Result {}
  }

  /// Runs it to its end. An interrupt kills it.
  ///
  /// @throws IOException if it cannot be started
  public Result run() throws IOException, InterruptedException {
    Process process = builder().start();
    LimitedOutput output = new LimitedOutput(maximumOutput);
    try {
      feed(process);
      Thread reader = start("drift-process-output", () -> read(process, output));
      boolean ended = process.waitFor(patience.toMillis(), TimeUnit.MILLISECONDS);
      if (ended) {
        reader.join(REST);
      }
      if (output.isExceeded()) {
        return new Result.TooMuchOutput();
      }
      return ended
          ? new Result.Finished(process.exitValue(), output.bytes())
          : new Result.TimedOut();
    } finally {
      kill(process);
    }
  }

  private ProcessBuilder builder() {
    ProcessBuilder builder = new ProcessBuilder(line);
    builder.environment().clear();
    builder.environment().putAll(environment);
    directory.ifPresent(folder -> builder.directory(folder.toFile()));
    if (input instanceof Input.Inherited) {
      builder.redirectInput(ProcessBuilder.Redirect.INHERIT);
    }
    return builder.redirectError(
        switch (errors) {
          case SHOWN -> ProcessBuilder.Redirect.INHERIT;
          case DISCARDED -> ProcessBuilder.Redirect.DISCARD;
        });
  }

  /// On a thread of its own, because a process that does not read its input blocks who writes it.
  private void feed(Process process) {
    if (input instanceof Input.Text(String content)) {
      start(
          "drift-process-input",
          () -> {
            try (OutputStream in = process.getOutputStream()) {
              in.write(content.getBytes(StandardCharsets.UTF_8));
            } catch (IOException e) {
              // It ended without reading.
            }
          });
    }
  }

  private static void read(Process process, LimitedOutput output) {
    byte[] buffer = new byte[8 * 1024];
    try {
      InputStream in = process.getInputStream();
      for (int count = in.read(buffer); count >= 0; count = in.read(buffer)) {
        output.write(buffer, 0, count);
      }
    } catch (TooLargeException e) {
      kill(process);
    } catch (IOException e) {
      // The pipe broke because the process was killed; its exit code says so.
    }
  }

  private static Thread start(String name, Runnable task) {
    Thread thread = Thread.ofPlatform().daemon().name(name).unstarted(task);
    thread.start();
    return thread;
  }

  /// With its descendants: a shell's child outlives the shell.
  private static void kill(Process process) {
    process.descendants().forEach(ProcessHandle::destroyForcibly);
    process.destroyForcibly();
  }
}
