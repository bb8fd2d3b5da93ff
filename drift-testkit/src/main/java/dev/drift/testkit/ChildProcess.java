package dev.drift.testkit;

import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/// One running program of the control plane, and its log.
final class ChildProcess {
  private static final int TAIL = 12;

  /// Fewer garbage collections: a sixth less CPU until the start is done, 90 MB more memory.
  private static final Map<String, String> ENVIRONMENT = Map.of("GOGC", "300");

  private final String name;
  private final Process process;
  private final Path log;

  private ChildProcess(String name, Process process, Path log) {
    this.name = name;
    this.process = process;
    this.log = log;
  }

  static ChildProcess start(
      Path binary, List<String> arguments, WorkDirectory directory, Watchdog watchdog) {
    String name = binary.getFileName().toString();
    Path log = directory.file(name + ".log");
    List<String> command = new ArrayList<>();
    command.add(binary.toString());
    command.addAll(arguments);
    ProcessBuilder builder =
        new ProcessBuilder(command)
            .directory(directory.path().toFile())
            .redirectInput(ProcessBuilder.Redirect.from(new File("/dev/null")))
            .redirectErrorStream(true)
            .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile())); // of each start
    CleanEnvironment.set(builder.environment(), directory.path(), ENVIRONMENT);
    try {
      Process process = builder.start();
      watchdog.guard(process);
      return new ChildProcess(name, process, log);
    } catch (IOException e) {
      throw new ControlPlaneException(binary + " could not be started: " + e.getMessage(), e);
    }
  }

  boolean isAlive() {
    return process.isAlive();
  }

  long pid() {
    return process.pid();
  }

  /// What went wrong with it, in a sentence, then the end of its log.
  String describe() {
    String state = isAlive() ? " is still running" : " exited with code " + process.exitValue();
    return name + state + "; its log is " + log + ":\n" + String.join("\n", tail());
  }

  boolean logs(String text) {
    return read().contains(text);
  }

  /// SIGKILL: its data is thrown away anyway.
  void kill() {
    process.destroyForcibly();
  }

  void awaitEnd() throws InterruptedException {
    if (!process.waitFor(5, TimeUnit.SECONDS)) {
      throw new ControlPlaneException(
          name + " (pid " + pid() + ") is still running 5 seconds after SIGKILL.");
    }
  }

  private List<String> tail() {
    List<String> lines = read().lines().toList();
    return lines.subList(Math.max(0, lines.size() - TAIL), lines.size());
  }

  private String read() {
    try {
      return new String(Files.readAllBytes(log), StandardCharsets.UTF_8);
    } catch (IOException e) {
      return "(" + log + " cannot be read: " + e.getMessage() + ")";
    }
  }
}
