package dev.drift.cluster;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.util.Collection;
import javax.net.ssl.KeyManager;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManager;
import javax.net.ssl.TrustManagerFactory;

/// Makes a TLS context of PEM texts.
///
/// Where a kubeconfig names authorities, they alone are trusted, as with kubectl; adding them to
/// those of the JVM would trust every public authority with the cluster, and costs 100 ms.
final class Tls {
  private static final char[] NO_PASSWORD = new char[0];

  private Tls() {}

  /// @throws GeneralSecurityException where a certificate or key is none
  static SSLContext context(TlsSettings settings) throws GeneralSecurityException {
    SSLContext context = SSLContext.getInstance("TLS");
    context.init(keyManagers(settings), trustManagers(settings), null);
    return context;
  }

  private static TrustManager @org.jspecify.annotations.Nullable [] trustManagers(
      TlsSettings settings) throws GeneralSecurityException {
    if (settings.insecure()) {
      return new TrustManager[] {new TrustAnybody()};
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

  private static KeyManager @org.jspecify.annotations.Nullable [] keyManagers(TlsSettings settings)
      throws GeneralSecurityException {
    if (settings.client().isEmpty()) {
      return null;
    }
    TlsSettings.ClientPair client = settings.client().get();
    KeyStore store = emptyStore();
    Certificate[] chain = certificates(client.certificate()).toArray(Certificate[]::new);
    store.setKeyEntry("client", PrivateKeys.read(client.key()), NO_PASSWORD, chain);
    KeyManagerFactory factory =
        KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
    factory.init(store, NO_PASSWORD);
    return factory.getKeyManagers();
  }

  private static Collection<? extends Certificate> certificates(String pem)
      throws CertificateException {
    try (InputStream in = new ByteArrayInputStream(pem.getBytes(StandardCharsets.UTF_8))) {
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
