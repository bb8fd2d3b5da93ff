package dev.drift.source.tool;

import static java.util.Objects.requireNonNull;

import java.nio.file.Path;

/// A program of this machine that renders.
///
/// @param executable absolute
/// @param version as it prints it: `v5.8.1`
public record RenderTool(RenderProgram program, Path executable, String version) {
  public RenderTool {
    requireNonNull(program, "program is null");
    requireNonNull(executable, "executable is null");
    requireNonNull(version, "version is null");
  }

  /// Such as `kustomize v5.8.1`.
  @Override
  public String toString() {
    return program.command() + " " + version;
  }
}
