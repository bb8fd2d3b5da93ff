package dev.drift.snapshot.file;

import dev.drift.files.FileErrors;
import dev.drift.model.DriftException;
import dev.drift.model.Problem;
import dev.drift.secret.key.MaskKey;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.stream.Collectors;

/// The file with a mask key: base64 text, in which lines that start with `#` are comments;
/// or the bytes themselves, as a mounted Kubernetes Secret has them.
public final class KeyFile {
  private static final int RANDOM_KEY = 32;
  private static final int MAXIMUM_BYTES = 64 * 1024;

  private KeyFile() {}

  /// @throws DriftException with INVALID_KEY
  public static MaskKey read(Path file) {
    byte[] bytes;
    try {
      if (Files.size(file) > MAXIMUM_BYTES) {
        throw invalid("The key file %s is larger than 64 KiB.".formatted(file));
      }
      bytes = Files.readAllBytes(file);
    } catch (IOException e) {
      throw invalid("The key file %s cannot be read: %s.".formatted(file, FileErrors.why(e)));
    }
    byte[] key = isText(bytes) ? decode(file, new String(bytes, StandardCharsets.US_ASCII)) : bytes;
    if (key.length < MaskKey.MINIMUM_BYTES) {
      throw invalid(
          "The key in %s has %d bytes; it needs at least %d."
              .formatted(file, key.length, MaskKey.MINIMUM_BYTES));
    }
    return new MaskKey(key);
  }

  /// A key for one run: its masks compare with no other run's.
  public static MaskKey random() {
    byte[] key = new byte[RANDOM_KEY];
    new SecureRandom().nextBytes(key);
    return new MaskKey(key);
  }

  private static boolean isText(byte[] bytes) {
    for (byte b : bytes) {
      if (b < ' ' && b != '\n' && b != '\r' && b != '\t') {
        return false;
      }
    }
    return true;
  }

  private static byte[] decode(Path file, String text) {
    String base64 =
        text.lines()
            .map(String::strip)
            .filter(line -> !line.startsWith("#"))
            .collect(Collectors.joining());
    try {
      return Base64.getDecoder().decode(base64);
    } catch (IllegalArgumentException e) {
      throw invalid(
          "The key file %s is not valid base64; write at least 32 random bytes, raw or in base64."
              .formatted(file));
    }
  }

  private static DriftException invalid(String message) {
    return new DriftException(Problem.of(Problem.Code.INVALID_KEY, message));
  }
}
