package dev.drift.kubernetes.config;

import dev.drift.kubernetes.http.Authentication;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;

/// A token in a file that somebody else keeps fresh, such as the kubelet: read again every minute.
final class TokenFile implements Authentication {
  private static final long MAXIMUM_AGE = Duration.ofMinutes(1).toNanos();

  private final Path file;
  private Optional<String> held = Optional.empty();
  private long readAt;

  TokenFile(Path file) {
    this.file = file;
  }

  @Override
  public synchronized Optional<String> header() throws IOException {
    if (held.isEmpty() || System.nanoTime() - readAt > MAXIMUM_AGE) {
      String token;
      try {
        token = Files.readString(file).strip();
      } catch (IOException e) {
        throw new IOException("the token file %s cannot be read".formatted(file), e);
      }
      held = Optional.of("Bearer " + token);
      readAt = System.nanoTime();
    }
    return held;
  }

  @Override
  public synchronized boolean renew() {
    held = Optional.empty();
    return true;
  }
}
