package dev.drift.git.repository;

import dev.drift.model.Sha256;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import org.eclipse.jgit.lib.Constants;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.lib.ObjectLoader;
import org.eclipse.jgit.lib.Repository;

/// Files that Git LFS put into a work tree: Git itself has a pointer with their SHA-256.
public final class LfsContent {
  private static final int LARGEST_POINTER = 1024;

  private LfsContent() {}

  /// Whether the blob is an LFS pointer to this content.
  ///
  /// @throws IOException if the repository cannot be read
  public static boolean pointsTo(Repository repository, ObjectId blob, byte[] content)
      throws IOException {
    ObjectLoader loader = repository.open(blob, Constants.OBJ_BLOB);
    if (loader.getSize() > LARGEST_POINTER) {
      return false;
    }
    String pointer = new String(loader.getBytes(LARGEST_POINTER), StandardCharsets.UTF_8);
    return pointer.startsWith("version https://git-lfs.github.com/spec/")
        && pointer.lines().anyMatch(("oid sha256:" + Sha256.hex(content))::equals);
  }
}
