package dev.drift.source.tool;

import dev.drift.files.OwnerOnly;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;

/// Folders that nobody else may read. They are in memory if this machine has a file system there,
/// so that what programs write reaches no disk, and are removed at the latest when Drift ends.
final class PrivateFolders {
  /// Of Linux, also in containers. See <https://man7.org/linux/man-pages/man7/shm_overview.7.html>.
  private static final Path MEMORY = Path.of("/dev/shm");

  private static final String PREFIX = "drift-render-";

  /// For what a program writes beside the files that it is given.
  private static final long SPARE = 16L * 1024 * 1024;

  private static final Set<Path> OPEN = ConcurrentHashMap.newKeySet();

  static {
    Runtime.getRuntime()
        .addShutdownHook(
            Thread.ofPlatform()
                .name("drift-render-cleanup")
                .unstarted(() -> Set.copyOf(OPEN).forEach(PrivateFolders::remove)));
  }

  private PrivateFolders() {}

  /// @param bytes that will be written into it
  /// @throws IOException if it cannot be made
  static Path create(long bytes) throws IOException {
    Path folder =
        isInMemory(MEMORY, 2 * bytes + SPARE)
            ? Files.createTempDirectory(MEMORY, PREFIX)
            : Files.createTempDirectory(PREFIX);
    OPEN.add(folder);
    for (String inner : new String[] {"home", "tmp", "tree"}) {
      OwnerOnly.createDirectories(folder.resolve(inner));
    }
    return folder;
  }

  /// Whether a folder is in memory and has room.
  private static boolean isInMemory(Path folder, long room) {
    try {
      if (!Files.isDirectory(folder) || !Files.isWritable(folder)) {
        return false;
      }
      var store = Files.getFileStore(folder);
      return store.type().equals("tmpfs") && store.getUsableSpace() >= room;
    } catch (IOException e) {
      return false;
    }
  }

  /// With all that is in it.
  static void remove(Path folder) {
    try (Stream<Path> all = Files.walk(folder)) {
      all.sorted(Comparator.reverseOrder()).forEach(PrivateFolders::delete);
    } catch (IOException e) {
      delete(folder);
    }
    OPEN.remove(folder);
  }

  private static void delete(Path path) {
    try {
      Files.deleteIfExists(path);
    } catch (IOException e) {
      path.toFile().deleteOnExit();
    }
  }
}
