package dev.drift.store;

import static java.util.Objects.requireNonNull;

import dev.drift.model.DriftException;
import dev.drift.model.Problem;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/// Where a store is. Its text is printable: neither form holds credentials.
public sealed interface StoreUrl {
  /// A file of SQLite.
  ///
  /// @param path absolute
  record Sqlite(Path path) implements StoreUrl {
    public Sqlite {
      requireNonNull(path, "path is null");
    }

    @Override
    public String toString() {
      return path.toString();
    }
  }

  /// A database of a PostgreSQL server.
  ///
  /// @param url for JDBC
  /// @param schema that holds the tables
  record Postgres(String url, String schema) implements StoreUrl {
    /// The schema, unless the URL names one with `currentSchema`.
    public static final String DEFAULT_SCHEMA = "drift";

    public Postgres {
      requireNonNull(url, "url is null");
      requireNonNull(schema, "schema is null");
    }

    /// Without parameters.
    @Override
    public String toString() {
      int parameters = url.indexOf('?');
      return parameters < 0 ? url : url.substring(0, parameters);
    }
  }

  /// @param text the path of a file, or `jdbc:postgresql://HOST[:PORT]/DATABASE[?PARAMETERS]`
  /// @param folder that a relative path is counted from
  /// @throws DriftException if it is neither, or holds credentials; the message does not quote them
  static StoreUrl parse(String text, Path folder) {
    String lower = text.toLowerCase(Locale.ROOT);
    if (lower.startsWith("jdbc:postgresql:")) {
      return postgres(text);
    }
    if (lower.startsWith("postgres:") || lower.startsWith("postgresql:")) {
      throw refused("a PostgreSQL store is written as jdbc:postgresql://HOST/DATABASE");
    }
    if (lower.startsWith("jdbc:") || text.contains("://")) {
      throw refused("a store is a file for SQLite, or jdbc:postgresql://HOST/DATABASE");
    }
    try {
      if (!text.isBlank()) {
        return new Sqlite(folder.resolve(text).toAbsolutePath().normalize());
      }
    } catch (InvalidPathException _) {
      // Reported below.
    }
    throw refused("a store is a file for SQLite, or jdbc:postgresql://HOST/DATABASE");
  }

  private static StoreUrl postgres(String url) {
    if (!url.startsWith("jdbc:postgresql://")) {
      throw refused("a PostgreSQL store is written as jdbc:postgresql://HOST/DATABASE");
    }
    int question = url.indexOf('?');
    String address = question < 0 ? url : url.substring(0, question);
    if (address.contains("@")) {
      throw credentials("the part before @");
    }
    if (address.indexOf('/', "jdbc:postgresql://".length()) < 0 || address.endsWith("/")) {
      throw refused("the URL of the store names no database: jdbc:postgresql://HOST/DATABASE");
    }
    List<String> parameters =
        question < 0 ? List.of() : Arrays.asList(url.substring(question + 1).split("&", -1));
    for (String parameter : parameters) {
      String name = name(parameter).toLowerCase(Locale.ROOT);
      if (name.contains("%") || name.equals("user") || name.contains("password")) {
        throw credentials("its parameter " + (name.contains("%") ? "with a % in its name" : name));
      }
    }
    return new Postgres(url, schema(parameters).orElse(Postgres.DEFAULT_SCHEMA));
  }

  private static Optional<String> schema(List<String> parameters) {
    Optional<String> schema =
        parameters.stream()
            .filter(it -> name(it).equals("currentSchema"))
            .map(it -> it.substring(it.indexOf('=') + 1))
            .findFirst();
    if (schema.filter(it -> !it.matches("[a-z_][a-z0-9_]{0,62}")).isPresent()) {
      throw refused(
          "currentSchema in the URL of the store must be one name of lower-case letters, digits"
              + " and underscores");
    }
    return schema;
  }

  private static String name(String parameter) {
    int equals = parameter.indexOf('=');
    return equals < 0 ? parameter : parameter.substring(0, equals);
  }

  private static DriftException credentials(String where) {
    return refused(
        "the URL of the store holds credentials (%s); remove them, and set PGUSER and PGPASSWORD,"
                .formatted(where)
            + " or store.user and store.password in drift.yaml");
  }

  private static DriftException refused(String sentence) {
    return new DriftException(Problem.of(Problem.Code.USAGE, sentence));
  }
}
