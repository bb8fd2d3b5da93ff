package dev.drift.serve.web;

import static dev.drift.serve.web.TestDaemon.CONFIG;
import static java.nio.charset.StandardCharsets.UTF_8;

import dev.drift.config.Listen;
import dev.drift.config.ServerCertificate;
import dev.drift.config.WebConfig;
import java.io.FileInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.util.Base64;
import java.util.Optional;
import org.bouncycastle.asn1.pkcs.PrivateKeyInfo;
import org.bouncycastle.asn1.sec.ECPrivateKey;

/// Certificates for 127.0.0.1, signed by themselves.
record ServerCertificates(Path certificate, Path key) {
  private static final String PASSWORD = "changeit";

  /// @param algorithm `RSA` or `EC`
  /// @param old whether the key is in the format of the algorithm, rather than PKCS#8
  static ServerCertificates create(Path folder, String algorithm, boolean old) {
    Path store = folder.resolve(algorithm + old + ".p12");
    try {
      Process keytool =
          new ProcessBuilder(
                  Path.of(System.getProperty("java.home"), "bin", "keytool").toString(),
                  "-genkeypair",
                  "-alias",
                  "a",
                  "-keyalg",
                  algorithm,
                  "-dname",
                  "CN=drift",
                  algorithm.equals("RSA") ? "-keysize" : "-groupname",
                  algorithm.equals("RSA") ? "2048" : "secp256r1",
                  "-ext",
                  "san=ip:127.0.0.1",
                  "-ext",
                  "bc=ca:true",
                  "-validity",
                  "2",
                  "-storetype",
                  "PKCS12",
                  "-keystore",
                  store.toString(),
                  "-storepass",
                  PASSWORD)
              .redirectErrorStream(true)
              .start();
      String said = new String(keytool.getInputStream().readAllBytes(), UTF_8);
      if (keytool.waitFor() != 0) {
        throw new IllegalStateException(said);
      }
      KeyStore keys = KeyStore.getInstance("PKCS12");
      try (InputStream in = new FileInputStream(store.toFile())) {
        keys.load(in, PASSWORD.toCharArray());
      }
      byte[] pkcs8 = keys.getKey("a", PASSWORD.toCharArray()).getEncoded();
      String label = old ? algorithm + " PRIVATE KEY" : "PRIVATE KEY";
      byte[] key = old ? oldFormat(algorithm, PrivateKeyInfo.getInstance(pkcs8)) : pkcs8;
      return new ServerCertificates(
          Files.writeString(
              folder.resolve(algorithm + old + ".crt"),
              pem("CERTIFICATE", keys.getCertificate("a").getEncoded())),
          Files.writeString(folder.resolve(algorithm + old + ".key"), pem(label, key)));
    } catch (IOException | GeneralSecurityException e) {
      throw new IllegalStateException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  /// As OpenSSL writes them: with the curve, which PKCS#8 has elsewhere.
  private static byte[] oldFormat(String algorithm, PrivateKeyInfo key) throws IOException {
    return algorithm.equals("RSA")
        ? key.parsePrivateKey().toASN1Primitive().getEncoded()
        : new ECPrivateKey(
                256,
                ECPrivateKey.getInstance(key.parsePrivateKey()).getKey(),
                key.getPrivateKeyAlgorithm().getParameters())
            .getEncoded();
  }

  static String pem(String label, byte[] content) {
    return "-----BEGIN %s-----\n%s\n-----END %s-----\n"
        .formatted(
            label, Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(content), label);
  }

  WebConfig https(Listen listen) {
    return new WebConfig(
        listen,
        Optional.of(new ServerCertificate(certificate.toString(), key.toString())),
        CONFIG.token(),
        CONFIG.openMetrics(),
        CONFIG.gitSecret(),
        CONFIG.auditToken());
  }
}
