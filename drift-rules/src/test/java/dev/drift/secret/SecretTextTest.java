package dev.drift.secret;

import static dev.drift.secret.Fixtures.KEY;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// Masks the secrets of every kind of text, and nothing else.
class SecretTextTest {
  private static final String PEM = "PRIVATE" + " KEY-----";
  private final Redactor redactor = new Redactor(KEY);

  static List<Fixtures.Text> masked() {
    return Stream.concat(Fixtures.texts("masked.txt").stream(), shapes()).toList();
  }

  static List<Fixtures.Text> readable() {
    return Fixtures.texts("readable.txt");
  }

  /// Put together here, so that no scanner takes them for real.
  private static Stream<Fixtures.Text> shapes() {
    String jwt = "eyJ" + "hbGciOiJub25l.eyJ" + "zdWIiOiJjYW5hcnk.c2lnbmF0dXJl";
    return Stream.of(
            "key id «AKIA" + "CANARYCANARYCANA» used",
            "clone with «ghp_" + "canary0canary0canary0canary0canary00» here",
            "«github_pat_" + "canary0canary0canary0canary0»",
            "x «glpat-" + "canary-canary-canary»",
            "slack «xoxb-" + "0000000000-canarycanary»",
            "{\"jwt\":\"«" + jwt + "»\"}",
            "alice:«$apr1$"
                + "canarysa$canarycanarycanaryca0»\nbob:«{SHA}"
                + "Y2FuYXJ5Y2FuYXJ5Y2FuYXI=»",
            "trino:«$2y$" + "10$canarycanarycanarycanarycanarycanarycanarycanarycanar»",
            "root:«$6$" + "canarysalt$canarycanarycanarycanary»:19000:0:99999",
            "url: https://hooks.slack.com/services/«T00000000/B00000000/canarycanarycanary»",
            "https://discord.com/api/webhooks/123456/«canarycanary»",
            "-----BEGIN RSA " + PEM + "«\nY2FuYXJ5\nY2FuYXJ5\n»-----END RSA " + PEM,
            "{\"x\":\"-----BEGIN " + PEM + "«\\nY2FuYXJ5\\n»-----END " + PEM + "\\n\"}",
            "{\"type\":\"service_account\",\"private_key\":\"«-----BEGIN "
                + PEM
                + "\\nY2FuYXJ5\\n-----END "
                + PEM
                + "\\n»\",\"client_email\":\"x@example.com\"}",
            "key: |\n  -----BEGIN EC " + PEM + "«\n  Y2FuYXJ5\n  »-----END EC " + PEM + "\nb: c",
            "cut -----BEGIN " + PEM + "«\nY2FuYXJ5»")
        .map(text -> new Fixtures.Text("shape: " + text.substring(0, 12), text));
  }

  @ParameterizedTest
  @MethodSource("masked")
  void masksSecretsAndNothingElse(Fixtures.Text text) {
    assertThat(Fixtures.shape(redactor.text(text.plain()))).isEqualTo(text.expected());
  }

  @ParameterizedTest
  @MethodSource("readable")
  void leavesTheRestReadable(Fixtures.Text text) {
    assertThat(redactor.text(text.plain())).isEqualTo(text.plain());
  }

  @ParameterizedTest
  @MethodSource("masked")
  void maskingTwiceChangesNothing(Fixtures.Text text) {
    String once = redactor.text(text.plain());

    assertThat(redactor.text(once)).isEqualTo(once);
  }

  @ParameterizedTest
  @MethodSource("masked")
  void anotherSecretIsAnotherMask(Fixtures.Text text) {
    String masked = redactor.text(text.plain());

    assertThat(text.withOtherSecrets())
        .isNotEmpty()
        .allSatisfy(
            other -> {
              assertThat(redactor.text(other)).isNotEqualTo(masked);
              assertThat(Fixtures.shape(redactor.text(other))).isEqualTo(text.expected());
            });
  }

  @ParameterizedTest
  @MethodSource("masked")
  void anyOtherCharacterChangesTheMaskedText(Fixtures.Text text) {
    String masked = redactor.text(text.plain());

    for (int i = 0; i < text.plain().length(); i++) {
      String other = new StringBuilder(text.plain()).insert(i, 'q').toString();
      assertThat(redactor.text(other)).isNotEqualTo(masked);
    }
  }

  @ParameterizedTest
  @MethodSource("masked")
  void survivesBeingQuotedInJson(Fixtures.Text text) {
    String json =
        "{\"text\":\""
            + text.plain().replace("\\", "\\\\").replace("\"", "\\\"").replace("\n", "\\n")
            + "\"}";

    assertThat(redactor.text(json)).doesNotContainIgnoringCase("canary");
  }

  /// Texts of hexadecimal digits and hyphens are not looked through; behind a blank they are, and
  /// nothing is found.
  @Test
  void whatIsHexadecimalAloneHoldsNoSecret() {
    Random random = new Random(7);
    for (int i = 0; i < 20_000; i++) {
      StringBuilder text = new StringBuilder();
      for (int length = random.nextInt(i % 10 == 0 ? 600 : 60); length > 0; length--) {
        text.append("0123456789abcdef-----".charAt(random.nextInt(21)));
      }
      assertThat(redactor.text(text.toString())).isEqualTo(text.toString());
      assertThat(redactor.text(" " + text)).isEqualTo(" " + text);
    }
  }
}
