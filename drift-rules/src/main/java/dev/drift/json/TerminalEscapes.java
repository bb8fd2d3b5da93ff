package dev.drift.json;

import com.fasterxml.jackson.core.SerializableString;
import com.fasterxml.jackson.core.io.CharacterEscapes;
import com.fasterxml.jackson.core.io.SerializedString;
import dev.drift.model.HiddenCharacters;
import java.io.Serial;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/// Escapes, beside what JSON demands, every character that a terminal may obey: JSON is read on
/// terminals too.
final class TerminalEscapes extends CharacterEscapes {
  @Serial private static final long serialVersionUID = 1L;

  @Override
  public int[] getEscapeCodesForAscii() {
    int[] codes = standardAsciiEscapesForJSON();
    codes[0x7f] = ESCAPE_STANDARD;
    return codes;
  }

  @Override
  public @Nullable SerializableString getEscapeSequence(int character) {
    // Jackson asks for one char at a time; halves of surrogate pairs pass as they are.
    return !Character.isSurrogate((char) character) && HiddenCharacters.has(character)
        ? new SerializedString(String.format(Locale.ROOT, "\\u%04x", character))
        : null;
  }
}
