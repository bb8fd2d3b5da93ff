package dev.drift.source.manifest;

import dev.drift.model.Problem;
import dev.drift.model.origin.Place;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/// A file that Git LFS keeps elsewhere: Git has only a pointer to it.
final class LfsPointer {
  private static final byte[] START =
      "version https://git-lfs.github.com/spec/".getBytes(StandardCharsets.US_ASCII);

  private LfsPointer() {}

  static boolean is(byte[] content) {
    return content.length >= START.length
        && Arrays.equals(content, 0, START.length, START, 0, START.length);
  }

  static Problem problem(String file) {
    return FileManifests.problem(
        new Place(file, 1, 1, 0, 0, false),
        Problem.Code.NOT_FETCHED,
        "the manifest is stored in Git LFS, which Drift does not fetch; keep manifests in Git"
            + " itself.");
  }
}
