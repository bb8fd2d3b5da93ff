package dev.drift.kubernetes.http;

import dev.drift.kubernetes.http.RequestFailed.Kind;
import java.io.IOException;
import java.security.cert.CertPathBuilderException;
import java.security.cert.CertPathValidatorException;
import java.security.cert.CertificateException;
import java.security.cert.CertificateExpiredException;
import java.security.cert.CertificateNotYetValidException;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLPeerUnverifiedException;

/// Distinguishes a certificate that we reject, a client certificate that the server rejects, and a
/// lost connection.
final class TlsFailures {
  private TlsFailures() {}

  static RequestFailed of(IOException failure) {
    for (Throwable e : NetworkErrors.causes(failure)) {
      if (e instanceof CertificateExpiredException) {
        return new RequestFailed(Kind.CERTIFICATE, "it has expired", failure);
      }
      if (e instanceof CertificateNotYetValidException) {
        return new RequestFailed(Kind.CERTIFICATE, "it is not valid yet", failure);
      }
      if (e instanceof CertPathBuilderException || e instanceof CertPathValidatorException) {
        return new RequestFailed(
            Kind.CERTIFICATE,
            "it is not signed by an authority that the kubeconfig trusts",
            failure);
      }
    }
    for (Throwable e : NetworkErrors.causes(failure)) {
      if (e instanceof CertificateException || e instanceof SSLPeerUnverifiedException) {
        return new RequestFailed(Kind.CERTIFICATE, "it is not valid for this host name", failure);
      }
      if (e instanceof SSLException && isAlertAboutUs(String.valueOf(e.getMessage()))) {
        return new RequestFailed(
            Kind.NO_CREDENTIALS, "the server rejected the client certificate", failure);
      }
    }
    return new RequestFailed(Kind.UNREACHABLE, NetworkErrors.why(failure), failure);
  }

  /// The JDK reports the server's alert only in the message.
  private static boolean isAlertAboutUs(String message) {
    return message.contains("fatal alert")
        && (message.contains("certificate") || message.contains("unknown_ca"));
  }
}
