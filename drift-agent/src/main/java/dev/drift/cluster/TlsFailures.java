package dev.drift.cluster;

import dev.drift.cluster.RequestFailed.Kind;
import java.io.IOException;
import java.security.cert.CertPathBuilderException;
import java.security.cert.CertPathValidatorException;
import java.security.cert.CertificateException;
import java.security.cert.CertificateExpiredException;
import java.security.cert.CertificateNotYetValidException;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLPeerUnverifiedException;

/// Tells a certificate that we refuse from one of ours that the server refuses, and both from a
/// connection that is not there.
final class TlsFailures {
  private TlsFailures() {}

  static RequestFailed of(IOException failure) {
    for (Throwable e : Sentences.causes(failure)) {
      if (e instanceof CertificateExpiredException) {
        return new RequestFailed(Kind.CERTIFICATE, "it has expired", failure);
      }
      if (e instanceof CertificateNotYetValidException) {
        return new RequestFailed(Kind.CERTIFICATE, "it is not valid yet", failure);
      }
      if (e instanceof CertPathBuilderException || e instanceof CertPathValidatorException) {
        return new RequestFailed(
            Kind.CERTIFICATE, "no authority that the kubeconfig trusts has signed it", failure);
      }
    }
    for (Throwable e : Sentences.causes(failure)) {
      if (e instanceof CertificateException || e instanceof SSLPeerUnverifiedException) {
        return new RequestFailed(Kind.CERTIFICATE, "it is not for this host name", failure);
      }
      if (e instanceof SSLException && isAlertAboutUs(String.valueOf(e.getMessage()))) {
        return new RequestFailed(
            Kind.NO_CREDENTIALS, "the server refused the client certificate", failure);
      }
    }
    return new RequestFailed(Kind.UNREACHABLE, Sentences.why(failure), failure);
  }

  /// The JDK tells what the server's alert was in the message alone.
  private static boolean isAlertAboutUs(String message) {
    return message.contains("fatal alert")
        && (message.contains("certificate") || message.contains("unknown_ca"));
  }
}
