package dev.drift.serve.web;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.InvalidKeyException;
import java.security.KeyFactory;
import java.security.PrivateKey;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.Base64;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.bouncycastle.asn1.DERNull;
import org.bouncycastle.asn1.pkcs.PKCSObjectIdentifiers;
import org.bouncycastle.asn1.pkcs.PrivateKeyInfo;
import org.bouncycastle.asn1.pkcs.RSAPrivateKey;
import org.bouncycastle.asn1.sec.ECPrivateKey;
import org.bouncycastle.asn1.x509.AlgorithmIdentifier;
import org.bouncycastle.asn1.x9.X9ObjectIdentifiers;

/// A certificate, those above it, and its key, as PEM files hold them: PKCS#8, and the older PKCS#1
/// and SEC 1, which cert-manager writes by default.
record PemKeys(List<X509Certificate> chain, PrivateKey key) {
  private static final Pattern KEY =
      Pattern.compile("-----BEGIN (RSA |EC |)PRIVATE KEY-----([^-]+)-----END \\1PRIVATE KEY-----");

  PemKeys {
    chain = List.copyOf(chain);
  }

  /// @throws GeneralSecurityException if they are not valid, or not of one another
  static PemKeys of(String certificates, String key) throws GeneralSecurityException {
    List<X509Certificate> chain =
        CertificateFactory.getInstance("X.509")
            .generateCertificates(
                new ByteArrayInputStream(certificates.getBytes(StandardCharsets.UTF_8)))
            .stream()
            .map(X509Certificate.class::cast)
            .toList();
    if (chain.isEmpty()) {
      throw new CertificateException("no certificate in PEM form");
    }
    PrivateKey parsed = key(key, chain.getFirst().getPublicKey().getAlgorithm());
    return new PemKeys(chain, parsed);
  }

  private static PrivateKey key(String pem, String algorithm) throws GeneralSecurityException {
    Matcher matcher = KEY.matcher(pem);
    if (!matcher.find()) {
      throw new InvalidKeyException("no key in PEM form");
    }
    byte[] bytes = Base64.getMimeDecoder().decode(matcher.group(2));
    try {
      byte[] pkcs8 =
          switch (matcher.group(1)) {
            case "RSA " -> rsa(bytes);
            case "EC " -> ec(bytes);
            default -> bytes;
          };
      return KeyFactory.getInstance(algorithm).generatePrivate(new PKCS8EncodedKeySpec(pkcs8));
    } catch (IOException | IllegalArgumentException _) {
      throw new InvalidKeyException("not a valid key");
    }
  }

  private static byte[] rsa(byte[] pkcs1) throws IOException {
    return new PrivateKeyInfo(
            new AlgorithmIdentifier(PKCSObjectIdentifiers.rsaEncryption, DERNull.INSTANCE),
            RSAPrivateKey.getInstance(pkcs1))
        .getEncoded();
  }

  private static byte[] ec(byte[] sec1) throws IOException {
    ECPrivateKey key = ECPrivateKey.getInstance(sec1);
    return new PrivateKeyInfo(
            new AlgorithmIdentifier(X9ObjectIdentifiers.id_ecPublicKey, key.getParametersObject()),
            key)
        .getEncoded();
  }
}
