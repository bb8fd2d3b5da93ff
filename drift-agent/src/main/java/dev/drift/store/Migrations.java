package dev.drift.store;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Collection;
import java.util.List;
import javax.sql.DataSource;
import org.flywaydb.core.api.ResourceProvider;
import org.flywaydb.core.api.configuration.FluentConfiguration;
import org.flywaydb.core.api.resource.LoadableResource;
import org.flywaydb.core.internal.resource.StringResource;
import org.jspecify.annotations.Nullable;

/// The files that make and change the tables of a store, the same for each engine.
///
/// They are listed and not searched for: searching the class path takes longer than all that they
/// do.
final class Migrations {
  /// Flyway's own table.
  static final String HISTORY = "flyway_schema_history";

  private static final List<String> FILES = List.of("V1__runs_and_findings.sql");

  private Migrations() {}

  /// The version of the tables that this program writes and reads.
  static int version() {
    return FILES.size();
  }

  /// Applies what is missing.
  ///
  /// @param configuration with what is special about the engine
  static void apply(FluentConfiguration configuration, DataSource source) {
    configuration
        .dataSource(source)
        .table(HISTORY)
        .resourceProvider(new Files())
        .javaMigrationClassProvider(List::of)
        .skipDefaultCallbacks(true)
        .placeholderReplacement(false)
        .loggers("slf4j")
        .load()
        .migrate();
  }

  private static final class Files implements ResourceProvider {
    @Override
    public @Nullable LoadableResource getResource(String name) {
      return FILES.contains(name) ? new File(name) : null;
    }

    @Override
    public Collection<LoadableResource> getResources(String prefix, String[] suffixes) {
      return FILES.stream()
          .filter(it -> it.startsWith(prefix) && List.of(suffixes).contains(".sql"))
          .map(it -> (LoadableResource) new File(it))
          .toList();
    }
  }

  private static final class File extends StringResource {
    private final String name;

    File(String name) {
      super(read(name));
      this.name = name;
    }

    private static String read(String name) {
      try (InputStream in = Migrations.class.getResourceAsStream(name)) {
        if (in == null) {
          throw new IllegalStateException(name + " is not in this build");
        }
        return new String(in.readAllBytes(), UTF_8);
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }

    @Override
    public String getAbsolutePath() {
      return name;
    }

    @Override
    public String getAbsolutePathOnDisk() {
      return name;
    }

    @Override
    public String getFilename() {
      return name;
    }

    @Override
    public String getRelativePath() {
      return name;
    }
  }
}
