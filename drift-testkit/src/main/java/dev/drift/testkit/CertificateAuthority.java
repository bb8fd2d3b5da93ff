package dev.drift.testkit;

import java.math.BigInteger;
import java.net.InetAddress;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.PublicKey;
import java.security.SecureRandom;
import java.security.Signature;
import java.security.spec.AlgorithmParameterSpec;
import java.security.spec.ECGenParameterSpec;
import java.security.spec.RSAKeyGenParameterSpec;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/// The cluster's certificate authority: signs the API server's certificate and those of users.
///
/// Written with only the JDK: a certificate takes a few milliseconds. keytool would start a JVM
/// for each (2 seconds), openssl's options differ from LibreSSL's on macOS, and Bouncy Castle would
/// be 9 MB more for the one form of certificate that is needed. The tests read what is written here
/// with the JDK's parser, and the API server with Go's.
///
/// The authority and servers have RSA keys of 2,048 bits, as kubeadm makes them: what a handshake
/// costs depends on them. Users have keys of P-256, which are made at once.
final class CertificateAuthority {
  private static final String NAME = "drift-test-cluster";
  private static final byte[] SHA256_WITH_RSA =
      Der.sequence(Der.oid("1.2.840.113549.1.1.11"), Der.none());
  private static final byte[] SERVER_AND_CLIENT =
      Der.sequence(Der.oid("1.3.6.1.5.5.7.3.1"), Der.oid("1.3.6.1.5.5.7.3.2"));

  private final KeyPair keys = rsaKeys();
  private final Credential credential;

  CertificateAuthority() {
    byte[] basicConstraints = extension("2.5.29.19", true, Der.sequence(Der.bool(true)));
    // keyCertSign and cRLSign
    byte[] keyUsage = extension("2.5.29.15", true, Der.bits(new byte[] {0x06}, 1));
    this.credential =
        new Credential(
            certificate(name(NAME, List.of()), keys.getPublic(), basicConstraints, keyUsage),
            Credential.pem(keys.getPrivate()));
  }

  Credential credential() {
    return credential;
  }

  /// For a user: the common name is the user's, the organizations are the groups.
  Credential client(String user, List<String> groups) {
    return issue(newKeys(), name(user, groups));
  }

  /// For a server that is reached by these names and addresses.
  Credential server(String commonName, List<String> hosts, List<InetAddress> addresses) {
    List<byte[]> names = new ArrayList<>();
    hosts.forEach(host -> names.add(Der.tagged(0x82, host.getBytes(StandardCharsets.US_ASCII))));
    addresses.forEach(address -> names.add(Der.tagged(0x87, address.getAddress())));
    byte[] alternatives = extension("2.5.29.17", false, Der.sequence(names.toArray(byte[][]::new)));
    return issue(rsaKeys(), name(commonName, List.of()), alternatives);
  }

  static KeyPair newKeys() {
    return newKeys("EC", new ECGenParameterSpec("secp256r1"));
  }

  private static KeyPair rsaKeys() {
    return newKeys("RSA", new RSAKeyGenParameterSpec(2048, RSAKeyGenParameterSpec.F4));
  }

  private static KeyPair newKeys(String algorithm, AlgorithmParameterSpec parameters) {
    try {
      KeyPairGenerator generator = KeyPairGenerator.getInstance(algorithm);
      generator.initialize(parameters);
      return generator.generateKeyPair();
    } catch (GeneralSecurityException e) {
      throw new ControlPlaneException(
          "This JDK cannot create %s keys: %s".formatted(algorithm, e), e);
    }
  }

  private Credential issue(KeyPair pair, byte[] subject, byte[]... extensions) {
    List<byte[]> all = new ArrayList<>();
    // digitalSignature
    all.add(extension("2.5.29.15", true, Der.bits(new byte[] {(byte) 0x80}, 7)));
    all.add(extension("2.5.29.37", false, SERVER_AND_CLIENT));
    all.addAll(List.of(extensions));
    return new Credential(
        certificate(subject, pair.getPublic(), all.toArray(byte[][]::new)),
        Credential.pem(pair.getPrivate()));
  }

  private String certificate(byte[] subject, PublicKey key, byte[]... extensions) {
    Instant now = Instant.now();
    byte[] content =
        Der.sequence(
            Der.tagged(0xa0, Der.integer(BigInteger.TWO)), // version 3
            Der.integer(new BigInteger(127, new SecureRandom()).add(BigInteger.ONE)),
            SHA256_WITH_RSA,
            name(NAME, List.of()),
            Der.sequence(
                Der.time(now.minus(Duration.ofHours(1))), Der.time(now.plus(Duration.ofDays(365)))),
            subject,
            key.getEncoded(),
            Der.tagged(0xa3, Der.sequence(extensions)));
    byte[] signed = Der.sequence(content, SHA256_WITH_RSA, Der.bits(sign(content), 0));
    return Credential.pem("CERTIFICATE", signed);
  }

  private byte[] sign(byte[] content) {
    try {
      Signature signature = Signature.getInstance("SHA256withRSA");
      signature.initSign(keys.getPrivate());
      signature.update(content);
      return signature.sign();
    } catch (GeneralSecurityException e) {
      throw new ControlPlaneException("This JDK cannot sign certificates: " + e.getMessage(), e);
    }
  }

  private static byte[] name(String commonName, List<String> organizations) {
    List<byte[]> parts = new ArrayList<>();
    organizations.forEach(each -> parts.add(attribute("2.5.4.10", each)));
    parts.add(attribute("2.5.4.3", commonName));
    return Der.sequence(parts.toArray(byte[][]::new));
  }

  private static byte[] attribute(String oid, String value) {
    return Der.set(Der.sequence(Der.oid(oid), Der.utf8(value)));
  }

  private static byte[] extension(String oid, boolean critical, byte[] value) {
    return critical
        ? Der.sequence(Der.oid(oid), Der.bool(true), Der.octets(value))
        : Der.sequence(Der.oid(oid), Der.octets(value));
  }
}
