package dev.drift.testkit;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.IOException;
import java.io.OutputStream;
import java.util.List;
import java.util.concurrent.TimeUnit;

/// Ends the children of a JVM that was killed: a shell that reads their pids from a pipe, and kills
/// them when the pipe closes without a goodbye. The kernel closes it however the JVM ends, on Linux
/// and macOS alike.
final class Watchdog implements AutoCloseable {
  private static final String SCRIPT =
      """
      trap '' INT TERM HUP
      pids=' '
      while read -r what pid; do
        case $what in
          guard) pids="$pids$pid " ;;
          forget) pids="${pids%% $pid *} ${pids#* $pid }" ;;
          goodbye) exit 0 ;;
        esac
      done
      test "$pids" = ' ' || kill -9 $pids 2>/dev/null
      sleep 1
      test -z "$1" || rm -rf "$1"
      """;

  private final Process shell;
  private final OutputStream pipe;

  private Watchdog(Process shell) {
    this.shell = shell;
    this.pipe = shell.getOutputStream();
  }

  static Watchdog start(WorkDirectory directory) {
    String leftover = directory.kept() ? "" : directory.path().toString();
    try {
      return new Watchdog(
          new ProcessBuilder(List.of("/bin/sh", "-c", SCRIPT, "drift-watchdog", leftover))
              .redirectOutput(ProcessBuilder.Redirect.DISCARD)
              .redirectError(ProcessBuilder.Redirect.DISCARD)
              .start());
    } catch (IOException e) {
      throw new ControlPlaneException("/bin/sh could not be started: " + e.getMessage(), e);
    }
  }

  synchronized void guard(Process process) {
    say("guard " + process.pid());
  }

  /// One that has ended: its pid may become another's.
  synchronized void forget(long pid) {
    say("forget " + pid);
  }

  /// Everything was ended already.
  @Override
  public synchronized void close() {
    say("goodbye");
    try {
      if (!shell.waitFor(1, TimeUnit.SECONDS)) {
        shell.destroyForcibly();
      }
    } catch (InterruptedException e) {
      shell.destroyForcibly();
      Thread.currentThread().interrupt();
    }
  }

  private void say(String line) {
    try {
      pipe.write((line + "\n").getBytes(US_ASCII));
      pipe.flush();
    } catch (IOException e) {
      throw new ControlPlaneException("The watchdog of the control plane is gone.", e);
    }
  }
}
