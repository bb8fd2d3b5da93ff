package dev.drift.git;

/// How much a source may hold of manifests.
///
/// @param fileBytes the size of one file
/// @param files how many files
/// @param totalBytes the size of all files
public record SourceLimits(long fileBytes, int files, long totalBytes) {
  public static final SourceLimits DEFAULT =
      new SourceLimits(4L * 1024 * 1024, 100_000, 256L * 1024 * 1024);

  public SourceLimits {
    if (fileBytes < 1 || fileBytes > Integer.MAX_VALUE - 8 || files < 1 || totalBytes < 1) {
      throw new IllegalArgumentException("a limit allows nothing, or more than memory can hold");
    }
  }
}
