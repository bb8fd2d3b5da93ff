package dev.drift.secret;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/// What holds of every text, tried on texts made of the pieces that matter.
class RedactionPropertiesTest {
  private static final int TEXTS = 20_000;
  private static final List<String> PIECES =
      List.of(
          "password",
          "token",
          "user",
          "name",
          "value",
          "key",
          "secret",
          "--password",
          "-p",
          "auth",
          "=",
          ":",
          ": ",
          " ",
          "\n",
          "\n  ",
          "\n- ",
          "- ",
          "|",
          ">",
          "\"",
          "'",
          "\\",
          "\\n",
          "\\\"",
          "{",
          "}",
          "[",
          "]",
          ",",
          ";",
          "&",
          "?",
          "<",
          ">",
          "</",
          "<password>",
          "<name>",
          "<value>",
          "://",
          "https://",
          "@",
          "/",
          "#",
          "$",
          "${",
          "}",
          "${X}",
          "$(X)",
          "{{x}}",
          "canary",
          "x",
          "0",
          "Bearer ",
          "mysql ",
          "curl -u ",
          "requirepass ",
          "‹masked:",
          "›",
          "true",
          "\r\n",
          "-----BEGIN PRIVATE" + " KEY-----",
          "-----END",
          "eyJ",
          "<![CDATA[",
          "]]>",
          "@tcp(",
          "\t");

  private final Redactor redactor = new Redactor(Fixtures.KEY);

  @Test
  void maskingTwiceChangesNothing() {
    Random random = new Random(42);
    for (int i = 0; i < TEXTS; i++) {
      String text = text(random);
      String once = redactor.text(text);
      assertThat(redactor.text(once)).as(() -> "of " + text).isEqualTo(once);
    }
  }

  @Test
  void differentTextsStayDifferent() {
    Random random = new Random(43);
    for (int i = 0; i < TEXTS; i++) {
      String text = text(random);
      int at = random.nextInt(text.length() + 1);
      String other =
          text.substring(0, at) + PIECES.get(random.nextInt(PIECES.size())) + text.substring(at);
      assertThat(redactor.text(other)).as(() -> "of " + text).isNotEqualTo(redactor.text(text));
    }
  }

  private static String text(Random random) {
    StringBuilder text = new StringBuilder();
    int pieces = 1 + random.nextInt(20);
    for (int i = 0; i < pieces; i++) {
      text.append(PIECES.get(random.nextInt(PIECES.size())));
    }
    return text.toString();
  }
}
