package dev.drift.cluster;

import java.io.IOException;
import java.net.ConnectException;
import java.net.UnknownHostException;
import java.net.http.HttpConnectTimeoutException;
import java.net.http.HttpTimeoutException;
import java.nio.channels.UnresolvedAddressException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import java.util.Optional;
import javax.net.ssl.SSLException;

/// Puts failures of the Java library into words. Messages of exceptions are not passed on, since
/// they may quote what was read; only their kinds are.
final class Sentences {
  private Sentences() {}

  /// Why a file could not be read or written: the second half of a sentence.
  static String whyFile(IOException failure) {
    return failure.getClass().equals(IOException.class)
        ? "it is not a readable file" // such as a folder
        : why(failure);
  }

  /// Why something failed: the second half of a sentence.
  static String why(Throwable failure) {
    for (Throwable e : causes(failure)) {
      Optional<String> known =
          switch (e) {
            case NoSuchFileException _ -> Optional.of("the file does not exist");
            case AccessDeniedException _ -> Optional.of("permission denied");
            case java.nio.charset.CharacterCodingException _ -> Optional.of("it is not UTF-8 text");
            case UnknownHostException _, UnresolvedAddressException _ ->
                Optional.of("its host name cannot be resolved");
            case HttpConnectTimeoutException _ -> Optional.of("it did not respond in time");
            case HttpTimeoutException _ -> Optional.of("it did not respond in time");
            case SSLException _ -> Optional.of("TLS failed; check that the port serves HTTPS");
            default -> Optional.empty();
          };
      if (known.isPresent()) {
        return known.get();
      }
    }
    for (Throwable e : causes(failure)) {
      if (e instanceof ConnectException) {
        return "the connection was refused";
      }
    }
    return switch (failure) {
      case FileSystemException _ -> "the file system returned an error";
      case IOException _ -> "the connection was lost";
      default -> failure.getClass().getSimpleName();
    };
  }

  /// The failure, its cause, and so on.
  static Iterable<Throwable> causes(Throwable failure) {
    return () ->
        java.util.stream.Stream.iterate(failure, java.util.Objects::nonNull, Throwable::getCause)
            .limit(20)
            .iterator();
  }
}
