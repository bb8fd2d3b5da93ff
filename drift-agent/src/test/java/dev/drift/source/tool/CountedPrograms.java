package dev.drift.source.tool;

import dev.drift.testkit.Renderer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Map;

/// The real programs, behind scripts that write down each start.
public final class CountedPrograms {
  private final Path folder;
  private final Path starts;

  /// @param folder for the scripts
  /// @throws IOException if they cannot be written
  public CountedPrograms(Path folder) throws IOException {
    this.folder = folder;
    this.starts = Files.createFile(folder.resolve("starts"));
  }

  /// @throws IOException if a script cannot be written
  public RenderTools tools() throws IOException {
    return new RenderTools(
        Map.of(
            RenderProgram.KUSTOMIZE, counting("kustomize", Renderer.KUSTOMIZE.path()),
            RenderProgram.HELM, counting("helm", Renderer.HELM.path())),
        Map.of());
  }

  private Path counting(String name, Path program) throws IOException {
    Path script = folder.resolve(name);
    Files.writeString(
        script,
        """
        #!/bin/sh
        [ "$1" = version ] || echo "%s $1" >> %s
        exec %s "$@"
        """
            .formatted(name, starts, program));
    return Files.setPosixFilePermissions(script, PosixFilePermissions.fromString("rwx------"));
  }

  /// Since they were last asked for, such as `helm template`.
  ///
  /// @throws IOException if they cannot be read
  public List<String> starts() throws IOException {
    List<String> lines = Files.readAllLines(starts);
    Files.writeString(starts, "");
    return lines;
  }
}
