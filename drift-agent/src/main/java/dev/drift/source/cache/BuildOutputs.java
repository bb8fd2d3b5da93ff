package dev.drift.source.cache;

import dev.drift.files.AtomicFile;
import dev.drift.files.OwnerOnly;
import dev.drift.source.KnownBuilds;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// What was rendered of a clone, kept in its folder beside its [ParsedFiles] and deleted with it: a
/// build of the same files by the same program is not run again. What was fetched is kept alike, in
/// a folder beside the clones. Only its owner can read either.
///
/// Holds nothing that cannot be rendered again, so a file with any error is ignored.
public final class BuildOutputs implements KnownBuilds {
  private static final Logger LOG = LoggerFactory.getLogger(BuildOutputs.class);
  private static final Pattern KEY = Pattern.compile("[0-9a-f]{64}");
  private static final int DIGEST = 32;
  private static final long MOST_BYTES = 256L * 1024 * 1024;

  private final Optional<Path> folder;
  private final long mostBytes;

  private BuildOutputs(Optional<Path> folder, long mostBytes) {
    this.folder = folder;
    this.mostBytes = mostBytes;
  }

  /// Knows nothing and keeps nothing.
  public static BuildOutputs none() {
    return new BuildOutputs(Optional.empty(), 0);
  }

  /// Those of a clone.
  public static BuildOutputs of(Path clone) {
    return new BuildOutputs(Optional.of(clone.resolve("drift-builds")), MOST_BYTES);
  }

  /// What was fetched to render any source, beside the clones.
  ///
  /// @param clones the folder that holds these
  public static BuildOutputs fetched(Path clones) {
    try {
      OwnerOnly.createDirectories(clones);
      return new BuildOutputs(Optional.of(clones.resolve("fetched")), MOST_BYTES);
    } catch (IOException e) {
      LOG.debug("{} could not be made", clones, e);
      return none();
    }
  }

  /// @param mostBytes of all together
  static BuildOutputs in(Path folder, long mostBytes) {
    return new BuildOutputs(Optional.of(folder), mostBytes);
  }

  @Override
  public Optional<byte[]> find(String key) {
    return file(key).flatMap(file -> read(key, file));
  }

  private Optional<byte[]> read(String key, Path file) {
    try {
      if (!Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS)
          || Files.size(file) > mostBytes + DIGEST) {
        return Optional.empty();
      }
      byte[] bytes = Files.readAllBytes(file);
      byte[] output = Arrays.copyOfRange(bytes, Math.min(DIGEST, bytes.length), bytes.length);
      if (!Arrays.equals(bytes, 0, Math.min(DIGEST, bytes.length), sum(key, output), 0, DIGEST)) {
        throw new IOException("it is corrupt");
      }
      Files.setLastModifiedTime(file, FileTime.from(Instant.now()));
      return Optional.of(output);
    } catch (IOException e) {
      LOG.debug("ignoring {}: {}", file, e.getClass().getSimpleName());
      return Optional.empty();
    }
  }

  @Override
  public void keep(String key, byte[] output) {
    Optional<Path> file = file(key);
    if (file.isEmpty() || output.length > mostBytes) {
      return;
    }
    try {
      // The clone itself is not made here.
      if (!Files.isDirectory(folder.orElseThrow().resolveSibling("."))) {
        return;
      }
      OwnerOnly.createDirectories(folder.orElseThrow());
      AtomicFile.writeOwnerOnly(
          file.get(),
          out -> {
            out.write(sum(key, output));
            out.write(output);
          });
    } catch (IOException e) {
      LOG.debug("{} could not be written", file.get(), e);
    }
  }

  private Optional<Path> file(String key) {
    return folder.filter(_ -> KEY.matcher(key).matches()).map(it -> it.resolve(key));
  }

  /// Of the key too, so that no output is taken for that of another build.
  private static byte[] sum(String key, byte[] output) {
    try {
      MessageDigest digest = MessageDigest.getInstance("SHA-256");
      digest.update(key.getBytes(StandardCharsets.US_ASCII));
      return digest.digest(output);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has SHA-256", e);
    }
  }

  /// Deletes what was not needed for the longest time, until the rest is small enough.
  public void prune() {
    if (folder.isEmpty() || !Files.isDirectory(folder.get())) {
      return;
    }
    try (Stream<Path> files = Files.list(folder.get())) {
      List<Kept> newest =
          files.map(Kept::of).sorted(Comparator.comparing(Kept::used).reversed()).toList();
      long bytes = 0;
      for (Kept each : newest) {
        bytes += each.size();
        if (bytes > mostBytes) {
          Files.deleteIfExists(each.file());
        }
      }
    } catch (IOException e) {
      LOG.debug("{} could not be pruned", folder.get(), e);
    }
  }

  private record Kept(Path file, FileTime used, long size) {
    static Kept of(Path file) {
      try {
        return new Kept(file, Files.getLastModifiedTime(file), Files.size(file));
      } catch (IOException e) {
        return new Kept(file, FileTime.fromMillis(0), 0); // another Drift deleted it
      }
    }
  }
}
