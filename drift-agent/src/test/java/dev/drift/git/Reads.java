package dev.drift.git;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.drift.git.remote.GitSettings;
import dev.drift.git.repository.KnownContent;
import dev.drift.git.repository.SourceSpec;
import dev.drift.model.DriftException;
import dev.drift.model.Problem;
import dev.drift.tree.TreeLimits;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Reads sources in surroundings of its own: a cache, a home and an environment for one test.
public final class Reads {
  private final Path folder;
  private final Map<String, String> environment = new HashMap<>();
  private final List<String> progress = new ArrayList<>();
  private TreeLimits limits = TreeLimits.DEFAULT;

  public Reads(Path folder) {
    this.folder = folder;
    environment.put("HOME", folder.resolve("home").toString());
    environment.put("PATH", System.getenv().getOrDefault("PATH", "/usr/bin"));
    environment.put("GIT_CONFIG_NOSYSTEM", "1");
  }

  Reads with(String name, String value) {
    environment.put(name, value);
    return this;
  }

  Reads limits(TreeLimits others) {
    limits = others;
    return this;
  }

  public Path cache() {
    return folder.resolve("cache");
  }

  List<String> progress() {
    return progress;
  }

  public Reading open(String repo, Optional<String> revision, String... paths) {
    return sources()
        .read(
            new SourceSpec(repo, revision),
            KnownContent.NONE,
            checkout -> Reading.of(checkout, List.of(paths)));
  }

  public Sources sources() {
    return new Sources(
        new GitSettings(cache(), limits, environment, progress::add, Duration.ofSeconds(20)));
  }

  public Reading open(String repo) {
    return open(repo, Optional.empty());
  }

  Reading at(String repo, String revision, String... paths) {
    return open(repo, Optional.of(revision), paths);
  }

  /// The one problem that ends the reading.
  Problem refusal(String repo, Optional<String> revision) {
    return refusals(() -> open(repo, revision));
  }

  static Problem refusals(Runnable reading) {
    DriftException exception = catchThrowableOfType(DriftException.class, reading::run);
    assertThat(exception).as("the reading is refused").isNotNull();
    assertThat(exception.problems()).hasSize(1);
    return exception.problems().getFirst();
  }

  static List<String> paths(Reading reading) {
    return reading.paths();
  }

  static String text(Reading reading, String path) {
    return reading.text(path);
  }
}
