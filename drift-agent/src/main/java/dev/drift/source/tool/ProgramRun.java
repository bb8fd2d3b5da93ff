package dev.drift.source.tool;

import dev.drift.model.origin.SourceFile;
import dev.drift.source.KnownBuilds;
import java.io.IOException;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/// A program with all that it reads.
///
/// @param files in the private copy of the tree
public record ProgramRun(RenderTool tool, List<String> arguments, Collection<SourceFile> files) {
  public ProgramRun {
    arguments = List.copyOf(arguments);
    files = List.copyOf(files);
  }

  public RenderWorkspace.Result run() {
    try (RenderWorkspace workspace = RenderWorkspace.of(files)) {
      return workspace.run(tool, arguments);
    } catch (IOException e) {
      return new RenderWorkspace.Result.Failed(RenderWorkspace.failure(e));
    }
  }

  /// The same, unless it is known what it prints.
  public RenderWorkspace.Result run(KnownBuilds known) {
    return run(known, BuildKey.of(tool, arguments, files), this::run);
  }

  /// What a program prints if that is known, else what comes of running it.
  ///
  /// @param key as [BuildKey] makes it
  public static RenderWorkspace.Result run(
      KnownBuilds known, String key, Supplier<RenderWorkspace.Result> program) {
    Optional<byte[]> before = known.find(key);
    if (before.isPresent()) {
      return new RenderWorkspace.Result.Printed(before.get());
    }
    RenderWorkspace.Result result = program.get();
    if (result instanceof RenderWorkspace.Result.Printed(byte[] output)) {
      known.keep(key, output);
    }
    return result;
  }
}
