package dev.drift.secret;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import java.time.Duration;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/// Whatever the text, masking it ends soon and masks the secret at its end. The bound is a guard
/// against quadratic time, not a measure.
class HostileTextTest {
  private static final int SIZE = 1_000_000;
  private static final int LARGE = 5_000_000;
  private static final Duration BOUND = Duration.ofSeconds(20);

  private static final String SECRET = "\npassword=canary\n";

  /// What opens a block that nothing closes, or takes the next line for its value if repeated an
  /// odd number of times: all that follows is secret.
  private static final Set<String> UNCLOSED =
      Set.of(
          "password:{",
          "password=\"\"\"",
          "\"password\":\n",
          "-----BEGIN PRIVATE KEY-----",
          "tokens: {",
          "kind: Secret data ");

  private final Redactor redactor = new Redactor(Fixtures.KEY);

  static Stream<String> repeated() {
    return Stream.of(
        "a",
        ".",
        " ",
        "\n",
        "\\",
        "\"",
        "'",
        "[",
        "{",
        "$",
        "${",
        "://",
        "http://",
        "a://b:c",
        "x@",
        "a=",
        "password=",
        "x password=",
        "&password=",
        "password: ",
        "password:\n",
        "password:\n  ",
        "password: |\n",
        "password: [",
        "password:{",
        "password=\"",
        "password='\n",
        "password=\\\n",
        "password=\"\"\"",
        "\\\"password\\\":\\\"",
        "\"password\":\n",
        "secret:\n- ",
        "--password ",
        "-p",
        "password ",
        "requirepass\n",
        "name: x\nvalue: y\n",
        "name=value=",
        "value=x,",
        "<",
        "<name>",
        "<name> ",
        "<value>x</value>",
        "</",
        "<a><![CDATA[",
        "<a b=\"",
        "-----BEGIN ",
        "-----BEGIN PRIVATE" + " KEY-----",
        "LS0tLS1CRUdJTi",
        "eyJ",
        "eyJ.",
        "$6$",
        "SG.",
        "Bearer ",
        "Basic\t",
        "mysql ",
        "mysql -p",
        "curl -u ",
        "user ",
        "user >",
        "mc alias set ",
        "a:22:b:c:",
        "jdbc:oracle:/",
        "@tcp(",
        "a@tcp(",
        "chpasswd: list: |",
        "‹masked:",
        "‹masked:0123456789ab:",
        "\"\\n",
        "\"\\\"",
        "\\u0070",
        "\\x70",
        "\\\n ",
        "&#112;",
        "&amp;",
        "%70",
        "<!--",
        "<a><!-- ",
        "<password>",
        "{\"a\":",
        "{\"a\":1}",
        "[[",
        "[{",
        "a: {",
        "a: &x [*x",
        "- ",
        "- - ",
        "? ",
        "a:\n ",
        "a: 'b\n",
        "a {\n",
        "password {",
        "tokens: {",
        "kind: Secret\n",
        "kind: Secret data ",
        "a: b,admin\n",
        "set token ",
        "add_header X-Token ",
        "vault login ",
        "curl 'x",
        "a_secret b c\n",
        "H4sIAAAA",
        "cGFzc3dvcmQ9",
        "70617373",
        "user_a=\"LoginModule");
  }

  @ParameterizedTest
  @MethodSource("repeated")
  void endsSoon(String part) {
    String text = part.repeat(SIZE / part.length()) + SECRET;

    String masked = assertTimeoutPreemptively(BOUND, () -> redactor.text(text));

    assertThat(masked).doesNotContain("canary").contains("‹masked:");
    assertThat(masked.endsWith(redactor.text(SECRET))).isNotEqualTo(UNCLOSED.contains(part));
  }

  /// Parts that hold no secret: all of them stay.
  @ParameterizedTest
  @ValueSource(
      strings = {
        ".",
        " ",
        "\\",
        "[",
        "${",
        "http://",
        "a://b:c",
        "a=",
        "eyJ",
        "<value>x</value>",
        "&amp;",
        "\\u0070",
        "{\"a\":",
        "- ",
        "a:\n "
      })
  void leavesWhatIsNotSecret(String part) {
    String before = part.repeat(SIZE / part.length());

    String masked = assertTimeoutPreemptively(BOUND, () -> redactor.text(before + SECRET));

    assertThat(masked.equals(before + redactor.text(SECRET))).isTrue();
  }

  @ParameterizedTest
  @ValueSource(strings = {"a", "<name>", "\"", "'", "://", "\n"})
  void masksOnlyTheSecretOfALargeText(String part) {
    String before = part.repeat(LARGE / part.length());

    String masked = assertTimeoutPreemptively(BOUND, () -> redactor.text(before + SECRET));

    assertThat(masked.equals(before + redactor.text(SECRET))).isTrue();
  }

  @Test
  void aPasswordMayBeLarge() {
    String text = "password=".repeat(LARGE / 9) + SECRET;

    String masked = assertTimeoutPreemptively(BOUND, () -> redactor.text(text));

    assertThat(masked)
        .startsWith("password=‹masked:")
        .endsWith(redactor.text(SECRET))
        .hasSizeLessThan(200);
  }

  @ParameterizedTest
  @MethodSource("repeated")
  void maskingTwiceChangesNothing(String part) {
    String masked = redactor.text(part.repeat(20) + "x");

    assertThat(redactor.text(masked)).isEqualTo(masked);
  }
}
