package dev.drift.bench.endurance;

import dev.drift.bench.BenchException;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// `drift serve` as a process of its own. What it prints is what counts: a finding is seen when its
/// line arrives.
final class Daemon implements AutoCloseable {
  private static final Pattern FOUND = Pattern.compile("drift \\S+ \\S+ (\\S+ \\S+): .*");
  private static final Pattern UNDONE = Pattern.compile("patch (\\S+ \\S+): done, .*");
  private static final int TICKS_PER_SECOND = 100;

  private final Process process;
  private final Thread reader;

  /// All lines, without their times. Guarded by this.
  private final List<String> lines = new ArrayList<>();

  /// When something was last said about an object, by System.nanoTime. Guarded by this.
  private final Map<String, Long> found = new HashMap<>();

  private final Map<String, Long> undone = new HashMap<>();

  private Daemon(Process process, Path log) throws IOException {
    this.process = process;
    var out = Files.newBufferedWriter(log);
    BufferedReader in =
        new BufferedReader(
            new java.io.InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
    this.reader =
        Thread.ofPlatform()
            .daemon()
            .start(
                () -> {
                  try (out;
                      in) {
                    for (String line = in.readLine(); line != null; line = in.readLine()) {
                      said(line);
                      out.write(line + "\n");
                      out.flush();
                    }
                  } catch (IOException e) {
                    // It has ended.
                  }
                });
  }

  /// @param folder where it runs, and where what it prints is kept
  static Daemon start(List<String> line, Map<String, String> environment, Path folder)
      throws IOException {
    ProcessBuilder builder =
        new ProcessBuilder(line).redirectErrorStream(true).directory(folder.toFile());
    String path = builder.environment().getOrDefault("PATH", "/usr/bin:/bin");
    builder.environment().clear();
    builder.environment().put("PATH", path);
    builder.environment().putAll(environment);
    Process process = builder.start();
    return new Daemon(process, folder.resolve("serve-" + process.pid() + ".log"));
  }

  private synchronized void said(String line) {
    long now = System.nanoTime();
    String text = line.substring(line.indexOf(' ') + 1);
    lines.add(text);
    Matcher finding = FOUND.matcher(text);
    if (finding.matches()) {
      found.put(finding.group(1), now);
    }
    Matcher act = UNDONE.matcher(text);
    if (act.matches()) {
      undone.put(act.group(1), now);
    }
    notifyAll();
  }

  /// When a finding about this object was last printed; 0 for never.
  synchronized long foundAt(String object) {
    return found.getOrDefault(object, 0L);
  }

  /// When a change of this object was last undone; 0 for never.
  synchronized long undoneAt(String object) {
    return undone.getOrDefault(object, 0L);
  }

  /// The last lines about an object, and about what could not be seen.
  synchronized List<String> about(String object) {
    List<String> about =
        lines.stream()
            .filter(it -> it.contains(object + ":") || it.contains("see") || it.contains("failed"))
            .toList();
    return about.subList(Math.max(0, about.size() - 20), about.size());
  }

  /// What it printed last.
  synchronized List<String> last() {
    return lines.subList(Math.max(0, lines.size() - 20), lines.size());
  }

  /// How many lines it has printed.
  synchronized int said() {
    return lines.size();
  }

  /// Waits for a line.
  ///
  /// @param from how many lines are not looked at
  /// @return how long it took
  synchronized Duration await(int from, Duration patience, Predicate<String> line)
      throws InterruptedException {
    long start = System.nanoTime();
    int next = from;
    while (true) {
      for (; next < lines.size(); next++) {
        if (line.test(lines.get(next))) {
          return Duration.ofNanos(System.nanoTime() - start);
        }
      }
      long left = patience.toNanos() - (System.nanoTime() - start);
      if (left <= 0 || !process.isAlive()) {
        throw new BenchException(
            "the daemon did not print what was expected within %d s; its last lines:\n%s"
                .formatted(
                    patience.toSeconds(),
                    String.join(
                        "\n", lines.subList(Math.max(0, lines.size() - 10), lines.size()))));
      }
      TimeUnit.NANOSECONDS.timedWait(this, Math.min(left, 200_000_000));
    }
  }

  /// Resident memory in MiB.
  double resident() {
    return status("VmRSS") / 1024.0;
  }

  /// The most memory that was resident since [#forgetPeak], in MiB.
  double peak() {
    return status("VmHWM") / 1024.0;
  }

  /// Collects garbage, as the daemon does after a full check.
  void collect() throws IOException, InterruptedException {
    Path jcmd = Path.of(System.getProperty("java.home"), "bin", "jcmd");
    int exit =
        new ProcessBuilder(jcmd.toString(), Long.toString(process.pid()), "GC.run")
            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
            .start()
            .waitFor();
    if (exit != 0) {
      throw new BenchException("jcmd ended with " + exit);
    }
  }

  void forgetPeak() {
    try {
      Files.writeString(Path.of("/proc/" + process.pid() + "/clear_refs"), "5");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private long status(String field) {
    try {
      return Files.readAllLines(Path.of("/proc/" + process.pid() + "/status")).stream()
          .filter(it -> it.startsWith(field + ":"))
          .map(it -> it.replaceAll("\\D", ""))
          .mapToLong(Long::parseLong)
          .findFirst()
          .orElseThrow();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /// Seconds of all cores since its start.
  double cpu() {
    try {
      String stat = Files.readString(Path.of("/proc/" + process.pid() + "/stat"));
      String[] fields = stat.substring(stat.lastIndexOf(')') + 2).split(" ", -1);
      return (Long.parseLong(fields[11]) + Long.parseLong(fields[12])) / (double) TICKS_PER_SECOND;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /// Ends it as Kubernetes does, and returns its exit code.
  int terminate(Duration patience) throws InterruptedException {
    process.destroy();
    if (!process.waitFor(patience.toSeconds(), TimeUnit.SECONDS)) {
      throw new BenchException("the daemon did not end within " + patience.toSeconds() + " s");
    }
    reader.join();
    return process.exitValue();
  }

  /// Ends it without a word.
  void kill() throws InterruptedException {
    process.destroyForcibly().waitFor();
    reader.join();
  }

  @Override
  public void close() {
    process.destroyForcibly();
  }
}
