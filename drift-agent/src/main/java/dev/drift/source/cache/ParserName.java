package dev.drift.source.cache;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.HexFormat;
import java.util.NavigableSet;
import java.util.Optional;
import java.util.TreeSet;
import java.util.zip.CRC32;

/// Names the parser that this program is, so that what another build understood is not taken for
/// what this one would.
final class ParserName {
  private ParserName() {}

  static Optional<String> ofThisProgram() {
    return of(System.getProperty("java.class.path"));
  }

  /// Made of the names and sizes of all jars beside the program's, which identify the versions of
  /// libraries, and of the content of Drift's own, whose version need not change from build to
  /// build.
  ///
  /// @param classPath of the program; if it is not one jar, as when a developer runs the
  ///     classes, there is no name
  static Optional<String> of(String classPath) {
    try {
      Path program = Path.of(classPath);
      if (!classPath.endsWith(".jar") || !Files.isRegularFile(program)) {
        return Optional.empty();
      }
      CRC32 sum = new CRC32();
      for (Path jar : jarsBeside(program.toAbsolutePath())) {
        String name = jar.getFileName().toString();
        sum.update((name + " " + Files.size(jar)).getBytes(StandardCharsets.UTF_8));
        if (name.startsWith("drift-")) {
          sum.update(Files.readAllBytes(jar));
        }
      }
      return Optional.of("drift " + HexFormat.of().toHexDigits(sum.getValue(), 8));
    } catch (IOException | InvalidPathException e) {
      return Optional.empty();
    }
  }

  private static NavigableSet<Path> jarsBeside(Path program) throws IOException {
    NavigableSet<Path> jars = new TreeSet<>();
    try (DirectoryStream<Path> found =
        Files.newDirectoryStream(program.resolveSibling(""), "*.jar")) {
      found.forEach(jars::add);
    }
    return jars;
  }
}
