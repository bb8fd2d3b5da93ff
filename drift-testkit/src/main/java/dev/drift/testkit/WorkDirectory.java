package dev.drift.testkit;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.stream.Stream;

/// The folder of one control plane: keys, data, logs. Readable only by its owner.
record WorkDirectory(Path path, boolean kept) {
  static WorkDirectory create(boolean kept) {
    try {
      return new WorkDirectory(Files.createTempDirectory("drift-control-plane-"), kept);
    } catch (IOException e) {
      throw new ControlPlaneException(
          "Cannot create a folder for the control plane in "
              + System.getProperty("java.io.tmpdir")
              + ": "
              + e.getMessage(),
          e);
    }
  }

  Path file(String name) {
    return path.resolve(name);
  }

  Path folder(String name) {
    try {
      return Files.createDirectories(path.resolve(name));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  Path write(String name, String text) {
    try {
      return Files.writeString(file(name), text, UTF_8);
    } catch (IOException e) {
      throw new ControlPlaneException("Cannot write " + file(name) + ": " + e.getMessage(), e);
    }
  }

  /// Deletes everything, unless it is kept. Files that go away meanwhile are no failure.
  void delete() {
    if (kept || !Files.exists(path)) {
      return;
    }
    try (Stream<Path> files = Files.walk(path)) {
      for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.deleteIfExists(file);
      }
    } catch (IOException e) {
      throw new ControlPlaneException("Cannot delete " + path + ": " + e.getMessage(), e);
    }
  }
}
