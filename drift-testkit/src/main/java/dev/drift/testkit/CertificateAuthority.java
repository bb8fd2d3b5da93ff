package dev.drift.testkit;

import java.io.IOException;
import java.math.BigInteger;
import java.net.InetAddress;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.PublicKey;
import java.security.SecureRandom;
import java.security.spec.AlgorithmParameterSpec;
import java.security.spec.ECGenParameterSpec;
import java.security.spec.RSAKeyGenParameterSpec;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Date;
import java.util.List;
import org.bouncycastle.asn1.ASN1Encodable;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x500.X500NameBuilder;
import org.bouncycastle.asn1.x500.style.BCStyle;
import org.bouncycastle.asn1.x509.BasicConstraints;
import org.bouncycastle.asn1.x509.ExtendedKeyUsage;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.GeneralName;
import org.bouncycastle.asn1.x509.GeneralNames;
import org.bouncycastle.asn1.x509.KeyPurposeId;
import org.bouncycastle.asn1.x509.KeyUsage;
import org.bouncycastle.cert.X509v3CertificateBuilder;
import org.bouncycastle.cert.jcajce.JcaX509v3CertificateBuilder;
import org.bouncycastle.operator.OperatorCreationException;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;

/// The cluster's certificate authority: signs the API server's certificate and those of users.
///
/// The authority and servers have RSA keys of 2,048 bits, as kubeadm makes them: what a handshake
/// costs depends on them. Users have keys of P-256, which are made at once.
final class CertificateAuthority {
  private static final X500Name NAME = name("drift-test-cluster", List.of());

  private final KeyPair keys = rsaKeys();
  private final Credential credential;

  CertificateAuthority() {
    this.credential =
        credential(
            keys,
            NAME,
            List.of(
                extension(Extension.basicConstraints, true, new BasicConstraints(true)),
                extension(
                    Extension.keyUsage,
                    true,
                    new KeyUsage(KeyUsage.keyCertSign | KeyUsage.cRLSign))));
  }

  Credential credential() {
    return credential;
  }

  /// For a user: the common name is the user's, the organizations are the groups.
  Credential client(String user, List<String> groups) {
    return issue(newKeys(), name(user, groups), List.of());
  }

  /// For a server that is reached by these names and addresses.
  Credential server(String commonName, List<String> hosts, List<InetAddress> addresses) {
    List<GeneralName> names = new ArrayList<>();
    hosts.forEach(host -> names.add(new GeneralName(GeneralName.dNSName, host)));
    addresses.forEach(
        address -> names.add(new GeneralName(GeneralName.iPAddress, address.getHostAddress())));
    Extension alternatives =
        extension(
            Extension.subjectAlternativeName,
            false,
            new GeneralNames(names.toArray(GeneralName[]::new)));
    return issue(rsaKeys(), name(commonName, List.of()), List.of(alternatives));
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

  private Credential issue(KeyPair pair, X500Name subject, List<Extension> extensions) {
    List<Extension> all = new ArrayList<>();
    all.add(extension(Extension.keyUsage, true, new KeyUsage(KeyUsage.digitalSignature)));
    all.add(
        extension(
            Extension.extendedKeyUsage,
            false,
            new ExtendedKeyUsage(
                new KeyPurposeId[] {
                  KeyPurposeId.id_kp_serverAuth, KeyPurposeId.id_kp_clientAuth
                })));
    all.addAll(extensions);
    return credential(pair, subject, all);
  }

  private Credential credential(KeyPair pair, X500Name subject, List<Extension> extensions) {
    return new Credential(
        Credential.pem("CERTIFICATE", certificate(pair.getPublic(), subject, extensions)),
        Credential.pem(pair.getPrivate()));
  }

  private byte[] certificate(PublicKey key, X500Name subject, List<Extension> extensions) {
    Instant now = Instant.now();
    X509v3CertificateBuilder builder =
        new JcaX509v3CertificateBuilder(
            NAME,
            new BigInteger(127, new SecureRandom()).add(BigInteger.ONE),
            Date.from(now.minus(Duration.ofHours(1))),
            Date.from(now.plus(Duration.ofDays(365))),
            subject,
            key);
    try {
      for (Extension extension : extensions) {
        builder.addExtension(extension);
      }
      return builder
          .build(new JcaContentSignerBuilder("SHA256withRSA").build(keys.getPrivate()))
          .getEncoded();
    } catch (IOException | OperatorCreationException e) {
      throw new ControlPlaneException("A certificate cannot be signed: " + e.getMessage(), e);
    }
  }

  private static X500Name name(String commonName, List<String> organizations) {
    X500NameBuilder name = new X500NameBuilder(BCStyle.INSTANCE);
    organizations.forEach(each -> name.addRDN(BCStyle.O, each));
    return name.addRDN(BCStyle.CN, commonName).build();
  }

  private static Extension extension(
      ASN1ObjectIdentifier type, boolean critical, ASN1Encodable value) {
    try {
      return Extension.create(type, critical, value);
    } catch (IOException e) {
      throw new ControlPlaneException("An extension cannot be encoded: " + e.getMessage(), e);
    }
  }
}
