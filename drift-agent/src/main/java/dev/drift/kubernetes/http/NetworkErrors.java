package dev.drift.kubernetes.http;

import java.io.IOException;
import java.net.ConnectException;
import java.net.UnknownHostException;
import java.net.http.HttpConnectTimeoutException;
import java.net.http.HttpTimeoutException;
import java.nio.channels.UnresolvedAddressException;
import java.util.Optional;
import javax.net.ssl.SSLException;

/// Puts failures of connections into words. Messages of exceptions are not passed on, since
/// they may quote what was read; only their kinds are.
final class NetworkErrors {
  private NetworkErrors() {}

  /// Why a connection failed: the second half of a sentence.
  static String why(Throwable failure) {
    for (Throwable e : causes(failure)) {
      Optional<String> known =
          switch (e) {
            case UnknownHostException _, UnresolvedAddressException _ ->
                Optional.of("its host name cannot be resolved");
            case HttpConnectTimeoutException _ -> Optional.of("it did not respond in time");
            case HttpTimeoutException _ -> Optional.of("it did not respond in time");
            case SSLException tls when !isLoss(tls) ->
                Optional.of("TLS failed; check that the port serves HTTPS");
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
      case IOException _ -> "the connection was lost";
      default -> failure.getClass().getSimpleName();
    };
  }

  /// Java's client says this of a connection that breaks in a handshake, and also of one that
  /// breaks later, as long as it has not read the tickets that follow a handshake of TLS 1.3.
  private static boolean isLoss(SSLException failure) {
    return String.valueOf(failure.getMessage()).equals("Remote host terminated the handshake");
  }

  /// Whether there was no connection yet, so that the server received nothing.
  static boolean isBeforeConnecting(IOException failure) {
    for (Throwable e : causes(failure)) {
      if (e instanceof ConnectException
          || e instanceof HttpConnectTimeoutException
          || e instanceof UnknownHostException
          || e instanceof UnresolvedAddressException) {
        return true;
      }
    }
    return false;
  }

  /// The failure, its cause, and so on.
  static Iterable<Throwable> causes(Throwable failure) {
    return () ->
        java.util.stream.Stream.iterate(failure, java.util.Objects::nonNull, Throwable::getCause)
            .limit(20)
            .iterator();
  }
}
