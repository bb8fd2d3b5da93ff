package dev.drift.source.flux.envsubst;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.CodingErrorAction;

/// Texts as Go has them: each character of such a text is one byte of its UTF-8 form, so positions
/// and lengths count bytes.
final class GoText {
  /// What Go decodes where no character is encoded.
  private static final int RUNE_ERROR = 0xFFFD;

  private GoText() {}

  static String of(String text) {
    return new String(text.getBytes(UTF_8), ISO_8859_1);
  }

  /// @throws SubstitutionException if a character was cut into pieces
  static String toText(String bytes) throws SubstitutionException {
    try {
      return UTF_8
          .newDecoder()
          .onMalformedInput(CodingErrorAction.REPORT)
          .onUnmappableCharacter(CodingErrorAction.REPORT)
          .decode(ByteBuffer.wrap(bytes.getBytes(ISO_8859_1)))
          .toString();
    } catch (CharacterCodingException e) {
      throw new SubstitutionException("a substring cuts a character that is longer than a byte");
    }
  }

  /// A character, and how many bytes it takes.
  record Rune(int codePoint, int width) {}

  /// The character that starts at a position before the end.
  static Rune rune(CharSequence bytes, int at) {
    int first = bytes.charAt(at);
    if (first < 0x80) {
      return new Rune(first, 1);
    }
    int width = first >= 0xF0 ? 4 : first >= 0xE0 ? 3 : first >= 0xC2 ? 2 : 1;
    if (width == 1 || first > 0xF4 || at + width > bytes.length()) {
      return new Rune(RUNE_ERROR, 1);
    }
    int codePoint = first & (0xFF >> (width + 1));
    for (int i = 1; i < width; i++) {
      int next = bytes.charAt(at + i);
      if ((next & 0xC0) != 0x80) {
        return new Rune(RUNE_ERROR, 1);
      }
      codePoint = codePoint << 6 | (next & 0x3F);
    }
    boolean overlong = (width == 3 && codePoint < 0x800) || (width == 4 && codePoint < 0x10000);
    boolean surrogate = codePoint >= 0xD800 && codePoint <= 0xDFFF;
    return overlong || surrogate || codePoint > 0x10FFFF
        ? new Rune(RUNE_ERROR, 1)
        : new Rune(codePoint, width);
  }

  static String encoded(int codePoint) {
    return of(Character.toString(codePoint));
  }
}
