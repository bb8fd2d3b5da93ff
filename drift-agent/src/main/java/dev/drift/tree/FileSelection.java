package dev.drift.tree;

import static java.util.Objects.requireNonNull;

import java.util.function.Predicate;

/// Which files a renderer reads.
///
/// @param paths accepts the path of a file that is read
/// @param noun what messages call such a file: `manifest`
/// @param expected how such a file is recognised, in a message: `a .yaml file`
public record FileSelection(Predicate<String> paths, String noun, String expected) {
  /// Files of any name.
  public static final FileSelection ANY = new FileSelection(_ -> true, "file", "a file");

  public FileSelection {
    requireNonNull(paths, "paths is null");
    requireNonNull(noun, "noun is null");
    requireNonNull(expected, "expected is null");
  }

  public boolean accepts(String path) {
    return paths.test(path);
  }
}
