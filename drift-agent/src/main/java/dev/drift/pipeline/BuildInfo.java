package dev.drift.pipeline;

import dev.drift.canonical.schema.TypeTable;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Optional;
import java.util.Properties;

/// Which Drift this is.
///
/// @param version such as `0.1.0`
/// @param commit it was built from; empty if the build did not say
/// @param kubernetes the versions of Kubernetes whose defaults it has tables of, such as `1.35,
///     1.36`
public record BuildInfo(String version, Optional<String> commit, String kubernetes) {

  /// This program.
  public static BuildInfo get() {
    Properties properties = new Properties();
    try (InputStream in = BuildInfo.class.getResourceAsStream("build.properties")) {
      if (in == null) {
        throw new IllegalStateException("build.properties is not beside " + BuildInfo.class);
      }
      properties.load(in);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return new BuildInfo(
        properties.getProperty("version", "unknown"),
        Optional.of(properties.getProperty("commit", "")).filter(commit -> !commit.isBlank()),
        String.join(", ", TypeTable.minors()));
  }
}
