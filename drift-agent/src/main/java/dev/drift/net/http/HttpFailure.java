package dev.drift.net.http;

import java.io.IOException;
import java.net.ConnectException;
import java.net.UnknownHostException;
import java.net.http.HttpConnectTimeoutException;
import java.nio.channels.UnresolvedAddressException;
import java.security.cert.CertPathValidatorException;
import java.security.cert.CertificateException;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLHandshakeException;

/// Failures of requests in words. Messages of exceptions may quote what was sent, so only their
/// kinds are passed on.
final class HttpFailure {
  private HttpFailure() {}

  static HttpAnswer of(Throwable failure) {
    for (Throwable e = failure; e != null; e = e.getCause()) {
      switch (e) {
        case UnknownHostException _, UnresolvedAddressException _ -> {
          return new HttpAnswer.NotSent("its host name cannot be resolved");
        }
        case HttpConnectTimeoutException _ -> {
          return new HttpAnswer.NotSent("no connection could be made in time");
        }
        case CertPathValidatorException _, CertificateException _ -> {
          return new HttpAnswer.NotSent("its certificate is not trusted");
        }
        default -> {}
      }
    }
    for (Throwable e = failure; e != null; e = e.getCause()) {
      switch (e) {
        case ConnectException _ -> {
          return new HttpAnswer.NotSent("the connection was refused");
        }
        case SSLHandshakeException _ -> {
          return new HttpAnswer.NotSent("TLS failed; check that the port serves HTTPS");
        }
        case SSLException _ -> {
          return new HttpAnswer.Unknown("TLS failed");
        }
        default -> {}
      }
    }
    return new HttpAnswer.Unknown(
        failure.getCause() instanceof IOException
            ? "the connection was lost"
            : "the request failed");
  }
}
