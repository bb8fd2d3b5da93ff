package dev.drift.store;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import javax.sql.DataSource;
import org.flywaydb.core.api.ResourceProvider;
import org.flywaydb.core.api.configuration.FluentConfiguration;
import org.flywaydb.core.api.resource.LoadableResource;
import org.flywaydb.core.internal.resource.StringResource;
import org.jspecify.annotations.Nullable;

/// The files that make and change the tables of a store. Those of Drift are the same for each
/// engine; only PostgreSQL also has those of a schedule that several agents share.
///
/// They are listed and not searched for: searching the class path takes longer than all that they
/// do.
final class Migrations {
  /// Flyway's own table.
  static final String HISTORY = "flyway_schema_history";

  private static final List<String> FILES = List.of("V1__runs_and_findings.sql", "V10__trail.sql");

  private static final List<String> SCHEDULE = List.of("V11__schedule.sql");

  static final Migrations SQLITE = new Migrations(FILES);

  static final Migrations POSTGRESQL =
      new Migrations(
          Stream.of(FILES, SCHEDULE)
              .flatMap(List::stream)
              .sorted(Comparator.comparingInt(Migrations::number))
              .toList());

  private final List<String> files;

  private Migrations(List<String> files) {
    this.files = files;
  }

  private static int number(String file) {
    return Integer.parseInt(file.substring(1, file.indexOf('_')));
  }

  /// The version of the tables that this program writes and reads.
  int version() {
    return number(files.getLast());
  }

  /// Applies what is missing.
  ///
  /// @param configuration with what is special about the engine
  void apply(FluentConfiguration configuration, DataSource source) {
    configuration
        .dataSource(source)
        .table(HISTORY)
        .resourceProvider(new Files(files))
        .javaMigrationClassProvider(List::of)
        .skipDefaultCallbacks(true)
        .placeholderReplacement(false)
        .loggers("slf4j")
        .load()
        .migrate();
  }

  private record Files(List<String> files) implements ResourceProvider {
    @Override
    public @Nullable LoadableResource getResource(String name) {
      return files.contains(name) ? new File(name) : null;
    }

    @Override
    public Collection<LoadableResource> getResources(String prefix, String[] suffixes) {
      return files.stream()
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
