package dev.drift.bench;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/// A command that is run as a process of its own, in an environment of its own.
///
/// @param environment all of it, but for the PATH, which it may replace
record Command(List<String> line, Map<String, String> environment, Path folder) {
  Command {
    line = List.copyOf(line);
    environment = Map.copyOf(environment);
  }

  /// Runs it under GNU time, and throws its output away.
  ///
  /// @throws BenchException if it does not end as expected
  Cost run(int expectedExit) throws IOException, InterruptedException {
    Path figures = Files.createTempFile(folder, "cost", ".txt");
    Path errors = Files.createTempFile(folder, "stderr", ".txt");
    List<String> timed = new ArrayList<>(List.of("time", "-q", "-f", "%U %S %M", "-o"));
    timed.add(figures.toString());
    timed.addAll(line);
    ProcessBuilder builder =
        new ProcessBuilder(timed)
            .directory(folder.toFile())
            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
            .redirectError(errors.toFile());
    String path = builder.environment().getOrDefault("PATH", "/usr/bin:/bin");
    builder.environment().clear();
    builder.environment().put("PATH", path);
    builder.environment().putAll(environment);
    long start = System.nanoTime();
    int exit = builder.start().waitFor();
    double wall = (System.nanoTime() - start) / 1e9;
    if (exit != expectedExit) {
      throw new BenchException(
          "`%s` exited with %d, expected %d: %s"
              .formatted(
                  String.join(" ", line),
                  exit,
                  expectedExit,
                  Files.readString(errors, StandardCharsets.UTF_8).strip()));
    }
    String[] words = Files.readString(figures).strip().split(" ", -1);
    Files.delete(figures);
    Files.delete(errors);
    return new Cost(
        wall,
        Double.parseDouble(words[0]) + Double.parseDouble(words[1]),
        Long.parseLong(words[2]));
  }
}
