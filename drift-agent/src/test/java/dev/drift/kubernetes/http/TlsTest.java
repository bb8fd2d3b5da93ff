package dev.drift.kubernetes.http;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyPairGenerator;
import java.security.PrivateKey;
import java.security.interfaces.ECPrivateKey;
import java.security.spec.ECGenParameterSpec;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;
import java.util.Optional;
import javax.net.ssl.KeyManager;
import javax.net.ssl.X509KeyManager;
import org.junit.jupiter.api.Test;

/// Keys in each form that kubeconfigs hold. The older forms are cut out of PKCS#8 here.
class TlsTest {
  @Test
  void readsPkcs8() throws GeneralSecurityException, IOException {
    PrivateKey rsa = rsa();
    PrivateKey ec = ec();

    assertThat(read(pem("", rsa.getEncoded()))).isEqualTo(rsa);
    assertThat(read(pem("", ec.getEncoded()))).isEqualTo(ec);
  }

  @Test
  void readsPkcs1() throws GeneralSecurityException, IOException {
    PrivateKey key = rsa();
    byte[] pkcs8 = key.getEncoded();
    byte[] pkcs1 = Arrays.copyOfRange(pkcs8, 26, pkcs8.length); // after the algorithm

    assertThat(read(pem("RSA ", pkcs1))).isEqualTo(key);
  }

  @Test
  void readsSec1() throws GeneralSecurityException, IOException {
    ECPrivateKey key = ec();
    byte[] number = key.getS().toByteArray();
    byte[] padded = new byte[32];
    int length = Math.min(32, number.length);
    System.arraycopy(number, number.length - length, padded, 32 - length, length);
    ByteArrayOutputStream sec1 = new ByteArrayOutputStream();
    sec1.writeBytes(HexFormat.of().parseHex("30310201010420"));
    sec1.writeBytes(padded);
    sec1.writeBytes(HexFormat.of().parseHex("a00a06082a8648ce3d030107")); // the curve P-256

    PrivateKey read = read(pem("EC ", sec1.toByteArray()));

    assertThat(((ECPrivateKey) read).getS()).isEqualTo(key.getS());
  }

  @Test
  void quotesNothingOfWhatIsNoKey() {
    assertThatThrownBy(() -> read("tulip"))
        .isInstanceOf(GeneralSecurityException.class)
        .hasMessageNotContaining("tulip");
    assertThatThrownBy(() -> read(pem("EC ", new byte[] {48})))
        .isInstanceOf(GeneralSecurityException.class);
    assertThatThrownBy(() -> read(pem("", new byte[] {48, 1, 2})))
        .isInstanceOf(GeneralSecurityException.class);
  }

  /// The key of a client whose certificate is any.
  private static PrivateKey read(String key) throws GeneralSecurityException, IOException {
    String certificate =
        Files.readString(Path.of("src/test/resources/dev/drift/kubernetes/other-authority.pem"));
    TlsSettings.ClientPair client = new TlsSettings.ClientPair(certificate, key);
    KeyManager[] managers =
        requireNonNull(
            Tls.keyManagers(new TlsSettings(Optional.empty(), Optional.of(client), false)));
    X509KeyManager manager = (X509KeyManager) managers[0];
    String alias = requireNonNull(manager.getClientAliases("EC", null), "aliases")[0];
    return manager.getPrivateKey(alias);
  }

  private static PrivateKey rsa() throws GeneralSecurityException {
    KeyPairGenerator generator = KeyPairGenerator.getInstance("RSA");
    generator.initialize(2048);
    return generator.generateKeyPair().getPrivate();
  }

  private static ECPrivateKey ec() throws GeneralSecurityException {
    KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
    generator.initialize(new ECGenParameterSpec("secp256r1"));
    return (ECPrivateKey) generator.generateKeyPair().getPrivate();
  }

  private static String pem(String algorithm, byte[] der) {
    return "-----BEGIN %1$sPRIVATE KEY-----\n%2$s\n-----END %1$sPRIVATE KEY-----\n"
        .formatted(algorithm, Base64.getMimeEncoder().encodeToString(der));
  }
}
