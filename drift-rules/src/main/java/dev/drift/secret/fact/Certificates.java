package dev.drift.secret.fact;

import dev.drift.model.value.SecretFacts;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.util.Optional;

/// Reads certificates in PEM. They may come from anybody.
public final class Certificates {
  private static final String BEGIN = "-----BEGIN CERTIFICATE-----";
  private static final String END = "-----END CERTIFICATE-----";

  /// Longer ones are not read; real ones have few kilobytes.
  private static final int LONGEST = 64 * 1024;

  private Certificates() {}

  /// When the first certificate in the text holds; empty if there is none that can be read.
  public static Optional<SecretFacts.Validity> validity(byte[] bytes) {
    String text = new String(bytes, StandardCharsets.ISO_8859_1);
    int begin = text.indexOf(BEGIN);
    int end = begin < 0 ? -1 : text.indexOf(END, begin);
    if (end < 0 || end - begin > LONGEST) {
      return Optional.empty();
    }
    byte[] pem = text.substring(begin, end + END.length()).getBytes(StandardCharsets.ISO_8859_1);
    try {
      return CertificateFactory.getInstance("X.509")
                  .generateCertificate(new ByteArrayInputStream(pem))
              instanceof X509Certificate certificate
          ? Optional.of(
              new SecretFacts.Validity(
                  certificate.getNotBefore().toInstant(), certificate.getNotAfter().toInstant()))
          : Optional.empty();
    } catch (CertificateException e) {
      return Optional.empty();
    }
  }

  /// How many there are in the text.
  public static int count(byte[] bytes) {
    String text = new String(bytes, StandardCharsets.ISO_8859_1);
    int count = 0;
    for (int at = text.indexOf(BEGIN); at >= 0; at = text.indexOf(BEGIN, at + 1)) {
      count++;
    }
    return count;
  }
}
