package dev.drift.act.adopt;

import dev.drift.files.AtomicFile;
import dev.drift.files.FileErrors;
import dev.drift.plan.Outcome;
import dev.drift.tree.TreePath;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// Writes adopted files into a folder, for a person to look at and to commit.
final class FolderWriter {
  private final Path root;

  FolderWriter(Path root) {
    this.root = root;
  }

  /// @param files new contents by path; empty for a file that is deleted
  /// @param shown the files as reports name them
  Outcome write(Map<String, Optional<byte[]>> files, String shown) {
    try {
      for (String path : files.keySet()) {
        Optional<String> objection = objection(path);
        if (objection.isPresent()) {
          return refused(shown, objection.get());
        }
      }
      // All of them or none, as far as can be known before.
      for (Map.Entry<String, Optional<byte[]>> one : files.entrySet()) {
        write(one.getKey(), one.getValue());
      }
    } catch (IOException e) {
      return refused(shown, FileErrors.why(e));
    }
    boolean gone = files.values().stream().allMatch(Optional::isEmpty);
    return new Outcome(
        Outcome.Kind.DONE, "%s %s; commit it".formatted(gone ? "deleted" : "changed", shown));
  }

  private static Outcome refused(String shown, String why) {
    return new Outcome(Outcome.Kind.REFUSED, "%s could not be written: %s".formatted(shown, why));
  }

  /// Why a file cannot be written; empty if it can.
  private Optional<String> objection(String path) throws IOException {
    Path file = root.resolve(path);
    Path folder = root.resolve(TreePath.parent(path));
    // Whoever can write into the folder could lead Drift out of it.
    if (!folder.toRealPath().startsWith(root.toRealPath()) || Files.isSymbolicLink(file)) {
      return Optional.of("a link leads out of the folder");
    }
    // Replacing and deleting take no right to write into the file itself.
    return permissions(file).filter(it -> !it.contains(PosixFilePermission.OWNER_WRITE)).isPresent()
        ? Optional.of("the file is read-only")
        : Optional.empty();
  }

  private static Optional<Set<PosixFilePermission>> permissions(Path file) throws IOException {
    return Files.exists(file, LinkOption.NOFOLLOW_LINKS)
        ? Optional.of(Files.getPosixFilePermissions(file))
        : Optional.empty();
  }

  private void write(String path, Optional<byte[]> content) throws IOException {
    Path file = root.resolve(path);
    if (content.isEmpty()) {
      Files.deleteIfExists(file);
      return;
    }
    Optional<Set<PosixFilePermission>> permissions = permissions(file);
    AtomicFile.write(file, out -> out.write(content.get()));
    if (permissions.isPresent()) {
      Files.setPosixFilePermissions(file, permissions.get());
    }
  }
}
