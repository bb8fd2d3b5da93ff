package dev.drift;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/// Files that say what is expected. `make goldens` writes them anew; CI never does.
public final class Golden {
  private static final Path MODULE = Path.of(System.getProperty("basedir", "")).toAbsolutePath();
  private static final boolean WRITE = "write".equals(System.getProperty("drift.goldens"));

  private Golden() {}

  /// @param name path below `src/test/resources`
  public static void check(String name, String actual) {
    checkFile(MODULE.resolve("src/test/resources").resolve(name), actual);
  }

  /// @param name path below the root of the repository
  public static void checkInRepository(String name, String actual) {
    checkFile(repository().resolve(name), actual);
  }

  public static Path repository() {
    return MODULE.resolve("..").normalize();
  }

  private static void checkFile(Path file, String actual) {
    try {
      if (WRITE) {
        Files.createDirectories(file.getParent());
        Files.writeString(file, actual);
      }
      assertThat(file).as("make goldens writes it").exists();
      assertThat(actual).as("%s; make goldens writes it", file).isEqualTo(Files.readString(file));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
