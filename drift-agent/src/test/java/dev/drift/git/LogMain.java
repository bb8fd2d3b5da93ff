package dev.drift.git;

import dev.drift.git.remote.GitSettings;
import dev.drift.git.repository.KnownContent;
import dev.drift.git.repository.SourceSpec;
import dev.drift.model.DriftException;
import dev.drift.tree.TreeLimits;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/// Reads a source in a process of its own, so that all that is logged can be seen.
final class LogMain {
  private LogMain() {}

  /// @param arguments the cache and the URL
  public static void main(String[] arguments) {
    GitSettings options =
        new GitSettings(
            Path.of(arguments[0]),
            TreeLimits.DEFAULT,
            System.getenv(),
            System.out::println,
            Duration.ofSeconds(20));
    try {
      int files =
          new Sources(options)
              .read(
                  new SourceSpec(arguments[1], Optional.empty()),
                  KnownContent.NONE,
                  checkout -> Reading.of(checkout, List.of()))
              .files()
              .size();
      System.out.println("read " + files);
    } catch (DriftException e) {
      System.out.println("refused " + e.problems().getFirst().code());
      e.printStackTrace();
    }
  }
}
