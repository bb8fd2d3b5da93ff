package dev.drift.secret.text;

import dev.drift.secret.scan.Scan;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.HexFormat;
import java.util.Optional;
import java.util.zip.GZIPInputStream;

/// What stands in base64, hexadecimal digits or gzip within a text.
final class Encoded {
  /// Shorter ones hold no name with a value.
  static final int SHORTEST = 16;

  /// As much as a ConfigMap or the Secret of a Helm release may hold.
  private static final int LONGEST = 8 * 1024 * 1024;

  private static final int HEAD = 32;

  private Encoded() {}

  /// Lines of this length go on in the next one, as in MIME and PEM.
  private static final int FULL_LINE = 60;

  /// What may be encoded: the longest run of such characters from here on.
  static int end(String text, int from) {
    int end = from;
    int line = from;
    while (end < text.length()) {
      if (isEncoded(text.charAt(end))) {
        end++;
        continue;
      }
      int next = Scan.skipWhite(text, end);
      boolean goesOn =
          text.charAt(end) <= ' '
              && end - line >= FULL_LINE
              && next < text.length()
              && isEncoded(text.charAt(next));
      if (!goesOn) {
        break;
      }
      line = next;
      end = next;
    }
    return end;
  }

  static boolean isEncoded(char c) {
    return Scan.isWordChar(c) || c == '+' || c == '/' || c == '=' || c == '-';
  }

  /// The bytes that the text stands for; nothing where it stands for itself.
  static Optional<byte[]> bytes(String text) {
    String bare = withoutPadding(withoutBreaks(text));
    if (bare.length() < SHORTEST) {
      return Optional.empty();
    }
    if (isHexadecimal(bare)) {
      return Optional.of(HexFormat.of().parseHex(bare)).filter(Encoded::mayBeText);
    }
    if (bare.indexOf('=') >= 0 || bare.length() % 4 == 1) {
      return Optional.empty();
    }
    String standard = bare.replace('-', '+').replace('_', '/');
    byte[] head = decode(standard.substring(0, Math.min(HEAD, standard.length()) / 4 * 4));
    return isPacked(head) || isKeystore(head) || mayBeText(head)
        ? Optional.of(decode(standard))
        : Optional.empty();
  }

  /// The text of these bytes, unpacked where they are packed; nothing where they are no text.
  ///
  /// @param most how many bytes may come of it
  static Optional<String> text(byte[] bytes, int most) {
    try {
      byte[] plain = isPacked(bytes) ? unpacked(bytes, most) : bytes;
      String text = StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(plain)).toString();
      return text.chars().allMatch(Encoded::isPrintable) ? Optional.of(text) : Optional.empty();
    } catch (CharacterCodingException e) {
      return Optional.empty();
    }
  }

  static boolean isPacked(byte[] bytes) {
    return bytes.length > 2 && bytes[0] == 0x1f && bytes[1] == (byte) 0x8b;
  }

  /// Keystores of Java (JKS, JCEKS, BKS) and PKCS #12, by how they begin.
  static boolean isKeystore(byte[] bytes) {
    if (bytes.length < 8) {
      return false;
    }
    int magic = ByteBuffer.wrap(bytes).getInt();
    boolean java = magic == 0xFEEDFEED || magic == 0xCECECECE;
    // SEQUENCE { INTEGER 3 (PFX) or 0 (PKCS #8) or 1 (SEC 1), …
    boolean der = bytes[0] == 0x30 && (bytes[1] == (byte) 0x82 || bytes[1] == (byte) 0x80);
    int version = bytes[1] == (byte) 0x80 ? 2 : 4;
    boolean pkcs = der && bytes[version] == 2 && bytes[version + 1] == 1;
    boolean bouncy = magic == 2 && bytes[4] == 0 && bytes[5] == 0 && bytes[6] == 0;
    return java || pkcs || bouncy;
  }

  private static byte[] unpacked(byte[] bytes, int most) {
    try (GZIPInputStream in = new GZIPInputStream(new ByteArrayInputStream(bytes))) {
      return in.readNBytes(Math.min(most, LONGEST));
    } catch (IOException e) {
      return bytes; // it only begins so
    }
  }

  private static byte[] decode(String base64) {
    try {
      return Base64.getDecoder().decode(base64);
    } catch (IllegalArgumentException e) {
      return new byte[0];
    }
  }

  private static String withoutBreaks(String text) {
    if (text.chars().noneMatch(c -> c <= ' ')) {
      return text;
    }
    StringBuilder bare = new StringBuilder(text.length());
    text.chars().filter(c -> c > ' ').forEach(c -> bare.append((char) c));
    return bare.toString();
  }

  private static String withoutPadding(String text) {
    int end = text.length();
    while (end > 0 && text.charAt(end - 1) == '=') {
      end--;
    }
    return text.substring(0, end);
  }

  private static boolean isHexadecimal(String text) {
    return text.length() % 2 == 0 && text.chars().allMatch(c -> Character.digit(c, 16) >= 0);
  }

  private static boolean mayBeText(byte[] head) {
    for (int i = 0; i < Math.min(HEAD, head.length); i++) {
      if (head[i] >= 0 && !isPrintable(head[i])) {
        return false;
      }
    }
    return head.length > 0;
  }

  private static boolean isPrintable(int c) {
    return c >= ' ' ? c != 127 : c == '\n' || c == '\r' || c == '\t';
  }
}
