package dev.drift.cluster;

import java.io.ByteArrayOutputStream;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PrivateKey;
import java.security.spec.InvalidKeySpecException;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.Base64;
import java.util.HexFormat;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Private keys in PEM, as kubeconfigs hold them: PKCS#8, and the older forms PKCS#1 (RSA) and
/// SEC 1 (EC, such as k3s writes), which Java reads only when they are wrapped into PKCS#8.
final class PrivateKeys {
  private static final Pattern BLOCK =
      Pattern.compile(
          "-----BEGIN (RSA |EC |)PRIVATE KEY-----([A-Za-z0-9+/=\\s]+)-----END \\1PRIVATE KEY-----");

  private static final byte[] RSA_ALGORITHM = hex("300d06092a864886f70d0101010500");
  private static final byte[] EC_OID = hex("06072a8648ce3d0201");
  private static final int SEQUENCE = 0x30;
  private static final int OCTETS = 0x04;
  private static final int PARAMETERS = 0xa0;

  private PrivateKeys() {}

  /// @throws GeneralSecurityException where there is no key in the text; the message quotes nothing
  static PrivateKey read(String pem) throws GeneralSecurityException {
    Matcher block = BLOCK.matcher(pem);
    if (!block.find()) {
      throw new InvalidKeySpecException("no private key in PEM form, or an encrypted one");
    }
    byte[] der = decode(block.group(2));
    return switch (block.group(1)) {
      case "RSA " -> generate("RSA", wrap(RSA_ALGORITHM, der));
      case "EC " -> generate("EC", wrap(curve(der), der));
      default -> anyKind(der);
    };
  }

  private static byte[] decode(String base64) throws InvalidKeySpecException {
    try {
      return Base64.getMimeDecoder().decode(base64);
    } catch (IllegalArgumentException e) {
      throw new InvalidKeySpecException("the private key is no base64");
    }
  }

  private static PrivateKey anyKind(byte[] pkcs8) throws GeneralSecurityException {
    for (String algorithm : new String[] {"RSA", "EC", "EdDSA"}) {
      try {
        return generate(algorithm, pkcs8);
      } catch (InvalidKeySpecException e) {
        // Another algorithm, then.
      }
    }
    throw new InvalidKeySpecException("the private key is neither RSA, EC nor EdDSA");
  }

  private static PrivateKey generate(String algorithm, byte[] pkcs8)
      throws GeneralSecurityException {
    return KeyFactory.getInstance(algorithm).generatePrivate(new PKCS8EncodedKeySpec(pkcs8));
  }

  /// PKCS#8 is SEQUENCE { 0, algorithm, OCTET STRING { key } }.
  private static byte[] wrap(byte[] algorithm, byte[] key) {
    return tagged(SEQUENCE, hex("020100"), algorithm, tagged(OCTETS, key));
  }

  /// SEC 1 is SEQUENCE { 1, OCTET STRING, [0] curve, [1] public key }: the curve moves outside.
  private static byte[] curve(byte[] sec1) throws InvalidKeySpecException {
    int at = contentStart(sec1, 0);
    while (at < sec1.length) {
      int start = contentStart(sec1, at);
      int end = start + contentLength(sec1, at);
      if (end > sec1.length) {
        break;
      }
      if ((sec1[at] & 0xff) == PARAMETERS) {
        byte[] oid = java.util.Arrays.copyOfRange(sec1, start, end);
        return tagged(SEQUENCE, EC_OID, oid);
      }
      at = end;
    }
    throw new InvalidKeySpecException("the EC key does not name its curve");
  }

  private static int contentStart(byte[] der, int at) throws InvalidKeySpecException {
    requireInside(der, at + 1);
    int length = der[at + 1] & 0xff;
    return at + 2 + (length < 0x80 ? 0 : length - 0x80);
  }

  private static int contentLength(byte[] der, int at) throws InvalidKeySpecException {
    int length = der[at + 1] & 0xff;
    if (length < 0x80) {
      return length;
    }
    int bytes = length - 0x80;
    requireInside(der, at + 1 + bytes);
    int value = 0;
    for (int i = 0; i < bytes; i++) {
      value = (value << 8) | (der[at + 2 + i] & 0xff);
    }
    return Math.max(value, 0);
  }

  private static void requireInside(byte[] der, int at) throws InvalidKeySpecException {
    if (at >= der.length) {
      throw new InvalidKeySpecException("the private key is cut off");
    }
  }

  private static byte[] tagged(int tag, byte[]... parts) {
    ByteArrayOutputStream content = new ByteArrayOutputStream();
    for (byte[] part : parts) {
      content.writeBytes(part);
    }
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    out.write(tag);
    int length = content.size();
    if (length < 0x80) {
      out.write(length);
    } else if (length < 0x100) {
      out.writeBytes(new byte[] {(byte) 0x81, (byte) length});
    } else {
      out.writeBytes(new byte[] {(byte) 0x82, (byte) (length >> 8), (byte) length});
    }
    out.writeBytes(content.toByteArray());
    return out.toByteArray();
  }

  private static byte[] hex(String digits) {
    return HexFormat.of().parseHex(digits);
  }
}
