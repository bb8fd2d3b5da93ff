package dev.drift.tree;

/// How much may be read of a tree.
///
/// @param fileBytes the size of one file
/// @param files how many files
/// @param totalBytes the size of all files
public record TreeLimits(long fileBytes, int files, long totalBytes) {
  public static final TreeLimits DEFAULT =
      new TreeLimits(4L * 1024 * 1024, 100_000, 256L * 1024 * 1024);

  public TreeLimits {
    if (fileBytes < 1 || fileBytes > Integer.MAX_VALUE - 8 || files < 1 || totalBytes < 1) {
      throw new IllegalArgumentException("a limit allows nothing, or more than memory can hold");
    }
  }
}
