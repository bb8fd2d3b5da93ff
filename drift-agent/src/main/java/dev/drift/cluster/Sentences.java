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

  /// Why something failed: the second half of a sentence.
  static String why(Throwable failure) {
    for (Throwable e : causes(failure)) {
      Optional<String> known =
          switch (e) {
            case NoSuchFileException _ -> Optional.of("there is no such file");
            case AccessDeniedException _ -> Optional.of("access is denied");
            case java.nio.charset.CharacterCodingException _ -> Optional.of("it is no UTF-8 text");
            case UnknownHostException _, UnresolvedAddressException _ ->
                Optional.of("its host name is not known");
            case HttpConnectTimeoutException _ -> Optional.of("it did not answer in time");
            case HttpTimeoutException _ -> Optional.of("it did not answer in time");
            case SSLException _ -> Optional.of("TLS failed; does the port speak HTTPS?");
            default -> Optional.empty();
          };
      if (known.isPresent()) {
        return known.get();
      }
    }
    for (Throwable e : causes(failure)) {
      if (e instanceof ConnectException) {
        return "nothing listens there";
      }
    }
    return switch (failure) {
      case FileSystemException _ -> "the file system refused";
      case IOException _ -> "the connection broke";
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
