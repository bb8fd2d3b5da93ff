package dev.drift.source.tool;

import dev.drift.config.RenderersConfig;
import dev.drift.process.BoundedProcess;
import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Finds the programs that render: as `drift.yaml` names them, else on PATH. Each is looked for
/// once, when it is first needed.
public final class RenderTools {
  private static final Duration PATIENCE = Duration.ofSeconds(20);
  private static final int MAXIMUM_OUTPUT = 64 * 1024;
  private static final Pattern VERSION = Pattern.compile("v?\\d+\\.\\d+\\.\\d+[-+.\\w]*");

  private final Map<RenderProgram, Path> configured;
  private final String searchPath;
  private final Map<RenderProgram, Found> found = new EnumMap<>(RenderProgram.class);

  /// What came of looking for a program.
  public sealed interface Found {
    record Installed(RenderTool tool) implements Found {}

    /// @param why a sentence without its full stop, with what to do
    record Missing(String why) implements Found {}
  }

  /// @param configured absolute paths, from `drift.yaml`
  /// @param environment of which PATH is read
  public RenderTools(Map<RenderProgram, Path> configured, Map<String, String> environment) {
    this.configured = Map.copyOf(configured);
    this.searchPath = environment.getOrDefault("PATH", "");
  }

  /// The same, of which some are where these paths say.
  public RenderTools using(RenderersConfig programs) {
    Map<RenderProgram, Path> all = new EnumMap<>(RenderProgram.class);
    all.putAll(configured);
    for (RenderProgram program : RenderProgram.values()) {
      Optional.ofNullable(programs.programs().get(program.command()))
          .ifPresent(path -> all.put(program, Path.of(path).toAbsolutePath()));
    }
    return new RenderTools(all, Map.of("PATH", searchPath));
  }

  public synchronized Found find(RenderProgram program) {
    return found.computeIfAbsent(program, this::look);
  }

  private Found look(RenderProgram program) {
    Optional<Path> executable =
        Optional.ofNullable(configured.get(program)).or(() -> onPath(program.command()));
    if (executable.isEmpty()) {
      return new Found.Missing(program.advice());
    }
    if (!Files.isExecutable(executable.get())) {
      return new Found.Missing(
          "%s is not an executable file; correct renderers.%s in drift.yaml"
              .formatted(executable.get(), program.command()));
    }
    return version(program, executable.get())
        .<Found>map(
            version -> new Found.Installed(new RenderTool(program, executable.get(), version)))
        .orElseGet(
            () ->
                new Found.Missing(
                    "%s does not print its version, so it is not used; %s"
                        .formatted(executable.get(), program.advice())));
  }

  /// A relative entry would depend on where Drift was started.
  private Optional<Path> onPath(String command) {
    for (String folder : searchPath.split(File.pathSeparator, -1)) {
      if (!folder.isEmpty() && Path.of(folder).isAbsolute()) {
        Path executable = Path.of(folder, command);
        if (Files.isRegularFile(executable) && Files.isExecutable(executable)) {
          return Optional.of(executable);
        }
      }
    }
    return Optional.empty();
  }

  private static Optional<String> version(RenderProgram program, Path executable) {
    List<String> line = new java.util.ArrayList<>();
    line.add(executable.toString());
    line.addAll(program.versionArguments());
    try {
      BoundedProcess.Result result =
          new BoundedProcess(
                  line,
                  Map.of("HOME", "/nonexistent", "LC_ALL", "C"),
                  Optional.empty(),
                  BoundedProcess.Input.Text.NONE,
                  BoundedProcess.Errors.DISCARDED,
                  PATIENCE,
                  MAXIMUM_OUTPUT)
              .run();
      if (result instanceof BoundedProcess.Result.Finished(int exitCode, byte[] output)
          && exitCode == 0) {
        Matcher version = VERSION.matcher(new String(output, StandardCharsets.UTF_8));
        if (version.find()) {
          String text = version.group();
          return Optional.of(text.startsWith("v") ? text : "v" + text);
        }
      }
      return Optional.empty();
    } catch (IOException e) {
      return Optional.empty();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return Optional.empty();
    }
  }
}
