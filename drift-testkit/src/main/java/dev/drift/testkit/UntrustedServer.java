package dev.drift.testkit;

import java.net.InetAddress;
import java.util.List;
import javax.net.ssl.SSLContext;

/// A server with a certificate for 127.0.0.1 whose authority nobody knows.
public final class UntrustedServer {
  private UntrustedServer() {}

  /// Another certificate with each call.
  public static SSLContext tls() {
    return new CertificateAuthority()
        .server("untrusted", List.of(), List.of(InetAddress.getLoopbackAddress()))
        .sslContext();
  }
}
