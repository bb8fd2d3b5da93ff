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
import java.security.spec.ECGenParameterSpec;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/// The cluster's certificate authority: signs the API server's certificate and those of users.
///
/// Written with the JDK alone: a certificate takes a few milliseconds. keytool would start a JVM
/// for each (2 seconds), openssl's options differ from LibreSSL's on macOS, and Bouncy Castle would
/// be 9 MB more for the one form of certificate that is needed. The tests read what is written here
/// with the JDK's parser, and the API server with Go's.
final class CertificateAuthority {
  private static final String NAME = "drift-test-cluster";
  private static final byte[] ECDSA_WITH_SHA256 = Der.sequence(Der.oid("1.2.840.10045.4.3.2"));
  private static final byte[] SERVER_AND_CLIENT =
      Der.sequence(Der.oid("1.3.6.1.5.5.7.3.1"), Der.oid("1.3.6.1.5.5.7.3.2"));

  private final KeyPair keys = newKeys();
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
    return issue(name(user, groups));
  }

  /// For a server that is reached by these names and addresses.
  Credential server(String commonName, List<String> hosts, List<InetAddress> addresses) {
    List<byte[]> names = new ArrayList<>();
    hosts.forEach(host -> names.add(Der.tagged(0x82, host.getBytes(StandardCharsets.US_ASCII))));
    addresses.forEach(address -> names.add(Der.tagged(0x87, address.getAddress())));
    byte[] alternatives = extension("2.5.29.17", false, Der.sequence(names.toArray(byte[][]::new)));
    return issue(name(commonName, List.of()), alternatives);
  }

  static KeyPair newKeys() {
    try {
      KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
      generator.initialize(new ECGenParameterSpec("secp256r1"));
      return generator.generateKeyPair();
    } catch (GeneralSecurityException e) {
      throw new ControlPlaneException("This JDK makes no EC keys: " + e.getMessage(), e);
    }
  }

  private Credential issue(byte[] subject, byte[]... extensions) {
    KeyPair pair = newKeys();
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
            ECDSA_WITH_SHA256,
            name(NAME, List.of()),
            Der.sequence(
                Der.time(now.minus(Duration.ofHours(1))), Der.time(now.plus(Duration.ofDays(365)))),
            subject,
            key.getEncoded(),
            Der.tagged(0xa3, Der.sequence(extensions)));
    byte[] signed = Der.sequence(content, ECDSA_WITH_SHA256, Der.bits(sign(content), 0));
    return Credential.pem("CERTIFICATE", signed);
  }

  private byte[] sign(byte[] content) {
    try {
      Signature signature = Signature.getInstance("SHA256withECDSA");
      signature.initSign(keys.getPrivate());
      signature.update(content);
      return signature.sign();
    } catch (GeneralSecurityException e) {
      throw new ControlPlaneException("This JDK signs no certificates: " + e.getMessage(), e);
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
