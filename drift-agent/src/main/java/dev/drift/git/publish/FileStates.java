package dev.drift.git.publish;

import dev.drift.git.repository.SafeText;
import java.io.IOException;
import java.util.Collection;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.eclipse.jgit.errors.CorruptObjectException;
import org.eclipse.jgit.lib.Constants;
import org.eclipse.jgit.lib.FileMode;
import org.eclipse.jgit.lib.ObjectChecker;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.lib.ObjectInserter;
import org.eclipse.jgit.lib.ObjectReader;
import org.eclipse.jgit.treewalk.TreeWalk;

/// What some paths of a tree hold.
///
/// @param files by path; empty for a path that does not exist
record FileStates(Map<String, Optional<State>> files) {
  /// @param id of the content
  record State(FileMode mode, ObjectId id) {}

  FileStates {
    files = new TreeMap<>(files);
  }

  /// @throws IOException if the tree cannot be read
  static FileStates of(ObjectReader reader, ObjectId tree, Collection<String> paths)
      throws IOException {
    Map<String, Optional<State>> states = new TreeMap<>();
    for (String path : paths) {
      try (TreeWalk walk = TreeWalk.forPath(reader, path, tree)) {
        states.put(
            path,
            walk == null
                ? Optional.empty()
                : Optional.of(new State(walk.getFileMode(0), walk.getObjectId(0).copy())));
      }
    }
    return new FileStates(states);
  }

  /// The first path that the other holds differently.
  Optional<String> difference(FileStates other) {
    return files.entrySet().stream()
        .filter(one -> !one.getValue().equals(other.files.get(one.getKey())))
        .map(Map.Entry::getKey)
        .findFirst();
  }

  /// Whether each path has the content that it should have.
  boolean have(Map<String, Optional<byte[]>> contents) {
    try (ObjectInserter ids = new ObjectInserter.Formatter()) {
      return contents.entrySet().stream()
          .allMatch(
              one ->
                  files
                      .getOrDefault(one.getKey(), Optional.empty())
                      .map(State::id)
                      .equals(one.getValue().map(bytes -> ids.idFor(Constants.OBJ_BLOB, bytes))));
    }
  }

  /// @throws Refusal if one is not a path that Git takes on any system
  static void checkPaths(Collection<String> paths) throws Refusal {
    ObjectChecker checker = new ObjectChecker().setSafeForMacOS(true).setSafeForWindows(true);
    for (String path : paths) {
      try {
        checker.checkPath(path);
      } catch (CorruptObjectException e) {
        throw new Refusal("%s is not a path that Git accepts.".formatted(shown(path)));
      }
    }
  }

  /// Only regular files are changed: what a link points to is another file, and what a submodule
  /// holds belongs to another repository.
  ///
  /// @throws Refusal if one of the paths is something else
  void check() throws Refusal {
    for (Map.Entry<String, Optional<State>> one : files.entrySet()) {
      FileMode mode = one.getValue().map(State::mode).orElse(FileMode.REGULAR_FILE);
      if (!mode.equals(FileMode.REGULAR_FILE) && !mode.equals(FileMode.EXECUTABLE_FILE)) {
        throw new Refusal(
            "%s is %s; Drift changes regular files only."
                .formatted(
                    shown(one.getKey()),
                    mode.equals(FileMode.TREE)
                        ? "a folder"
                        : mode.equals(FileMode.SYMLINK) ? "a link" : "a submodule"));
      }
    }
  }

  private static String shown(String path) {
    return SafeText.of(path);
  }
}
