package dev.drift.serve.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.drift.config.Listen;
import dev.drift.config.WebConfig;
import dev.drift.model.DriftException;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileTime;
import java.security.KeyStore;
import java.security.cert.CertificateFactory;
import java.time.Instant;
import java.util.List;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class HttpsTest {
  private static final Listen ANY = new Listen("127.0.0.1", 0);

  @TempDir Path folder;

  @ParameterizedTest
  @CsvSource({"RSA, false", "RSA, true", "EC, false", "EC, true"})
  void servesHttps(String algorithm, boolean old) throws Exception {
    ServerCertificates keys = ServerCertificates.create(folder, algorithm, old);
    try (TestDaemon daemon = daemon(keys)) {
      assertThat(health(daemon, keys.certificate())).isEqualTo(200);
    }
  }

  @Test
  void readsANewCertificateAgain() throws Exception {
    ServerCertificates keys = ServerCertificates.create(folder, "RSA", false);
    ServerCertificates next = ServerCertificates.create(folder, "EC", true);
    try (TestDaemon daemon = daemon(keys)) {
      assertThat(health(daemon, keys.certificate())).isEqualTo(200);
      Files.copy(next.certificate(), keys.certificate(), StandardCopyOption.REPLACE_EXISTING);
      Files.copy(next.key(), keys.key(), StandardCopyOption.REPLACE_EXISTING);
      Files.setLastModifiedTime(keys.key(), FileTime.from(Instant.now().plusSeconds(2)));
      assertThat(health(daemon, next.certificate())).isEqualTo(200);

      Files.writeString(keys.key(), "half");
      assertThat(health(daemon, next.certificate())).isEqualTo(200);
    }
  }

  @Test
  void aKeyThatCannotBeUsedIsNotQuoted() throws Exception {
    ServerCertificates keys = ServerCertificates.create(folder, "EC", false);
    Path broken =
        Files.writeString(
            folder.resolve("broken"),
            "-----BEGIN PRIVATE KEY-----\nczNjcjN0\n-----END PRIVATE KEY-----\n");
    for (Path key : List.of(broken, keys.certificate(), folder.resolve("none"), folder)) {
      WebConfig config = new ServerCertificates(keys.certificate(), key).https(ANY);
      assertThatThrownBy(() -> new TestDaemon(config, TestDaemon.SECRETS, List.of()))
          .isInstanceOf(DriftException.class)
          .hasNoCause()
          .hasMessage(
              "The certificate %s and the key %s of serve.tls cannot be used; both must be readable PEM files, and the key must not be encrypted."
                  .formatted(keys.certificate(), key));
    }
  }

  private static TestDaemon daemon(ServerCertificates keys) {
    return new TestDaemon(keys.https(ANY), TestDaemon.SECRETS, List.of(TestDaemon.drifted("prod")));
  }

  private static int health(TestDaemon daemon, Path authority) throws Exception {
    try (HttpClient client = HttpClient.newBuilder().sslContext(trusting(authority)).build()) {
      URI uri = URI.create(daemon.url("/healthz").replace("http:", "https:"));
      return client
          .send(HttpRequest.newBuilder(uri).build(), HttpResponse.BodyHandlers.ofString())
          .statusCode();
    }
  }

  private static SSLContext trusting(Path authority) throws Exception {
    KeyStore store = KeyStore.getInstance("PKCS12");
    store.load(null, null);
    try (var in = Files.newInputStream(authority)) {
      store.setCertificateEntry(
          "a", CertificateFactory.getInstance("X.509").generateCertificate(in));
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
    TrustManagerFactory factory =
        TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
    factory.init(store);
    SSLContext context = SSLContext.getInstance("TLS");
    context.init(null, factory.getTrustManagers(), null);
    return context;
  }
}
