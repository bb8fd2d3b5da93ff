package dev.drift.cluster;

import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;

/// Runs a credential plugin to its end, which comes within a minute.
final class ExecProcess {
  private static final Duration PATIENCE = Duration.ofMinutes(1);
  private static final int MAXIMUM_OUTPUT = 1024 * 1024;

  private ExecProcess() {}

  /// What it printed.
  ///
  /// @param line the command and its arguments; no shell reads them
  /// @param interactive whether it may ask the user
  /// @throws IOException if it cannot run or fails; the message names only the command
  static byte[] output(List<String> line, Map<String, String> variables, boolean interactive)
      throws IOException {
    String command = line.getFirst();
    ProcessBuilder builder =
        new ProcessBuilder(line).redirectError(ProcessBuilder.Redirect.INHERIT);
    if (interactive) {
      builder.redirectInput(ProcessBuilder.Redirect.INHERIT);
    }
    builder.environment().putAll(variables);
    Process process;
    try {
      process = builder.start();
      process.getOutputStream().close();
    } catch (IOException e) {
      throw new IOException(
          "the credential plugin %s could not be started; check that it is installed"
              .formatted(command),
          e);
    }
    AtomicBoolean late = new AtomicBoolean();
    Thread watch = Thread.startVirtualThread(() -> late.set(!endsInTime(process)));
    try (InputStream out = process.getInputStream()) {
      byte[] output = out.readNBytes(MAXIMUM_OUTPUT);
      int exit = process.waitFor();
      if (late.get()) {
        throw new IOException(
            "the credential plugin %s did not finish within %d seconds"
                .formatted(command, PATIENCE.toSeconds()));
      }
      if (exit != 0) {
        throw new IOException(
            "the credential plugin %s exited with code %d".formatted(command, exit));
      }
      return output;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("interrupted while the credential plugin was running", e);
    } finally {
      watch.interrupt();
      process.destroy();
    }
  }

  private static boolean endsInTime(Process process) {
    try {
      if (process.waitFor(PATIENCE.toSeconds(), TimeUnit.SECONDS)) {
        return true;
      }
      process.destroyForcibly();
      return false;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return true;
    }
  }
}
