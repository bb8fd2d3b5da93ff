package dev.drift.source.helm;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.drift.tree.TreePath;
import java.io.ByteArrayInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.zip.GZIPInputStream;

/// Unpacks what `helm package` packs: regular files under one folder.
///
/// Java has no reader of tar, and a library would be needed for these 512-byte headers alone:
/// <https://pubs.opengroup.org/onlinepubs/9799919799/utilities/pax.html#tag_20_94_13_06>.
final class TarGz {
  private static final int BLOCK = 512;
  private static final int NAME = 100;
  private static final int SIZE_AT = 124;
  private static final int SIZE = 12;
  private static final int TYPE_AT = 156;
  private static final int PREFIX_AT = 345;
  private static final int PREFIX = 155;
  private static final int MOST_FILES = 10_000;
  private static final long MOST_BYTES = 64L * 1024 * 1024;

  private TarGz() {}

  /// @param budget of all archives
  /// @return contents by path, which leads nowhere else
  /// @throws IOException if it is not such a file, or too large
  static Map<String, byte[]> unpack(byte[] packed, ArchiveBudget budget) throws IOException {
    Map<String, byte[]> files = new LinkedHashMap<>();
    long left = MOST_BYTES;
    String longName = "";
    try (InputStream in = new GZIPInputStream(new ByteArrayInputStream(packed))) {
      for (byte[] header = in.readNBytes(BLOCK);
          header.length == BLOCK && header[0] != 0;
          header = in.readNBytes(BLOCK)) {
        long size = octal(header);
        budget.take(BLOCK + size);
        left -= BLOCK + size;
        if (left < 0 || files.size() > MOST_FILES) {
          throw new IOException("it is too large");
        }
        byte[] content = in.readNBytes((int) size);
        if (content.length < size) {
          throw new EOFException("it ends too early");
        }
        in.skipNBytes((BLOCK - size % BLOCK) % BLOCK);
        String prefix = text(header, PREFIX_AT, PREFIX);
        String name = (prefix.isEmpty() ? "" : prefix + "/") + text(header, 0, NAME);
        switch ((char) header[TYPE_AT]) {
          case '0', '\0' -> {
            String path =
                TreePath.normal(longName.isEmpty() ? name : longName)
                    .orElseThrow(() -> new IOException("a path leads out of it"));
            files.put(path, content);
            longName = "";
          }
          case 'x' -> longName = path(new String(content, UTF_8));
          case 'L' -> longName = new String(content, UTF_8).replace("\0", "");
          // Folders and global headers.
          default -> longName = "";
        }
      }
    }
    return files;
  }

  private static long octal(byte[] header) throws IOException {
    try {
      long size = Long.parseLong(text(header, SIZE_AT, SIZE).strip(), 8);
      if (size < 0 || size > MOST_BYTES) {
        throw new IOException("it is too large");
      }
      return size;
    } catch (NumberFormatException e) {
      throw new IOException("it is not a tar file", e);
    }
  }

  /// Of an extended header, whose records are `LENGTH KEY=VALUE`.
  private static String path(String records) {
    for (String record : records.split("\n", -1)) {
      int key = record.indexOf(" path=");
      if (key >= 0) {
        return record.substring(key + " path=".length());
      }
    }
    return "";
  }

  private static String text(byte[] header, int at, int length) {
    int end = at;
    while (end < at + length && header[end] != 0) {
      end++;
    }
    return new String(header, at, end - at, UTF_8);
  }
}
