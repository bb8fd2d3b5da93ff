package dev.drift.kubernetes.http;

import io.fabric8.kubernetes.client.internal.SSLUtils;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.InvalidKeyException;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import javax.net.ssl.KeyManager;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.TrustManager;
import javax.net.ssl.TrustManagerFactory;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// What TLS needs, made of PEM texts.
///
/// If a kubeconfig names authorities, only they are trusted, as with kubectl; adding them to
/// those of the JVM would trust every public authority with the cluster, and costs 100 ms.
final class Tls {
  private static final Logger LOG = LoggerFactory.getLogger(Tls.class);

  private static final String QUICK = "TLS_CHACHA20_POLY1305_SHA256";

  private Tls() {}

  /// @throws GeneralSecurityException if a certificate or key is not valid
  static SSLContext context(TlsSettings settings) throws GeneralSecurityException, IOException {
    SSLContext context = SSLContext.getInstance("TLS");
    context.init(keyManagers(settings), trustManagers(settings), null);
    return new ErasingContext(context);
  }

  /// What the JDK would offer, but ChaCha20 first, by which Go's servers go: in a JVM that runs for
  /// a second AES is not done by the processor, and takes twice as long. An order that somebody
  /// gave the JVM is kept.
  static SSLParameters parameters(SSLContext context) {
    SSLParameters parameters = context.getDefaultSSLParameters();
    List<String> suites = new ArrayList<>(List.of(parameters.getCipherSuites()));
    if (System.getProperty("jdk.tls.client.cipherSuites") == null && suites.remove(QUICK)) {
      suites.addFirst(QUICK);
    }
    parameters.setCipherSuites(suites.toArray(String[]::new));
    return parameters;
  }

  static TrustManager @org.jspecify.annotations.Nullable [] trustManagers(TlsSettings settings)
      throws GeneralSecurityException, IOException {
    if (settings.insecure()) {
      return SSLUtils.trustManagers(null, null, true, null, null);
    }
    if (settings.authorities().isEmpty()) {
      return null;
    }
    KeyStore store = emptyStore();
    int count = 0;
    for (Certificate authority : certificates(settings.authorities().get())) {
      store.setCertificateEntry("authority-" + count++, authority);
    }
    TrustManagerFactory factory =
        TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
    factory.init(store);
    return factory.getTrustManagers();
  }

  static KeyManager @org.jspecify.annotations.Nullable [] keyManagers(TlsSettings settings)
      throws GeneralSecurityException {
    if (settings.client().isEmpty()) {
      return null;
    }
    // The client library wants to know the algorithm, which PKCS#8 states only inside. What it
    // throws may quote the key, and of bad keys it throws anything.
    for (String algorithm : List.of("RSA", "EC")) {
      try (InputStream certificate = stream(settings.client().get().certificate());
          InputStream key = stream(settings.client().get().key())) {
        return SSLUtils.keyManagers(certificate, key, algorithm, "", "", "");
      } catch (GeneralSecurityException | IOException | RuntimeException e) {
        LOG.trace("not a valid {} key", algorithm);
      }
    }
    throw new InvalidKeyException("neither an RSA nor an EC key in PEM form");
  }

  private static InputStream stream(String pem) {
    return new ByteArrayInputStream(pem.getBytes(StandardCharsets.UTF_8));
  }

  private static Collection<? extends Certificate> certificates(String pem)
      throws CertificateException {
    try (InputStream in = stream(pem)) {
      Collection<? extends Certificate> found =
          CertificateFactory.getInstance("X.509").generateCertificates(in);
      if (found.isEmpty()) {
        throw new CertificateException("no certificate in PEM form");
      }
      return found;
    } catch (IOException e) {
      throw new CertificateException("no certificate in PEM form");
    }
  }

  private static KeyStore emptyStore() throws GeneralSecurityException {
    KeyStore store = KeyStore.getInstance(KeyStore.getDefaultType());
    try {
      store.load(null, null);
    } catch (IOException e) {
      throw new IllegalStateException("an empty key store is made without reading", e);
    }
    return store;
  }
}
