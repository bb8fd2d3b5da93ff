package dev.drift.serve.hook;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/// With the examples of those who defined the signatures.
class HookSignatureTest {
  private static final Instant NOW = Instant.parse("2026-11-29T21:00:00Z");

  ///
  ///
  // <https://docs.github.com/en/webhooks/using-webhooks/validating-webhook-deliveries#testing-the-webhook-payload-validation>
  private static final String GITHUB_SECRET = "It's a Secret to Everybody";

  private static final String GITHUB_BODY = "Hello, World!";
  private static final String GITHUB_HEX =
      "757107ea0eb2509fc211221cce984b8a37570b6d7586c22c46f4379c8b043e17";

  /// <https://github.com/standard-webhooks/standard-webhooks/blob/main/spec/standard-webhooks.md>,
  /// and the tests of its libraries.
  private static final String STANDARD_SECRET = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw";

  private static final String STANDARD_BODY = "{\"test\": 2432232314}";
  private static final Instant STANDARD_TIME = Instant.ofEpochSecond(1614265330);
  private static final String STANDARD_SIGNATURE =
      "v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=";

  @Test
  void github() {
    assertThat(github("sha256=" + GITHUB_HEX, GITHUB_BODY)).isTrue();
    assertThat(github("sha256=" + GITHUB_HEX, GITHUB_BODY + " ")).isFalse();
    assertThat(github("sha1=" + GITHUB_HEX, GITHUB_BODY)).isFalse();
    assertThat(github(GITHUB_HEX, GITHUB_BODY)).isFalse();
    assertThat(github("sha256=", GITHUB_BODY)).isFalse();
    assertThat(github("sha256=" + GITHUB_HEX.substring(1), GITHUB_BODY)).isFalse();
    assertThat(github("sha256=0" + GITHUB_HEX.substring(1), GITHUB_BODY)).isFalse();
  }

  private static boolean github(String header, String body) {
    return proves(GITHUB_SECRET, NOW, Map.of("x-hub-signature-256", header), body);
  }

  @Test
  void forgejoAndGitea() {
    for (String name : List.of("x-forgejo-signature", "x-gitea-signature")) {
      assertThat(proves(GITHUB_SECRET, NOW, Map.of(name, GITHUB_HEX), GITHUB_BODY)).isTrue();
      assertThat(proves(GITHUB_SECRET, NOW, Map.of(name, GITHUB_HEX), "Hello")).isFalse();
      assertThat(proves("another secret", NOW, Map.of(name, GITHUB_HEX), GITHUB_BODY)).isFalse();
    }
  }

  @Test
  void gitlabWithASigningToken() {
    assertThat(standard(STANDARD_TIME, STANDARD_SIGNATURE)).isTrue();
    assertThat(standard(STANDARD_TIME.plusSeconds(299), STANDARD_SIGNATURE)).isTrue();
    assertThat(standard(STANDARD_TIME, "v1,AAAA " + STANDARD_SIGNATURE)).isTrue();
    assertThat(standard(STANDARD_TIME, "v1,AAAA")).isFalse();
    assertThat(standard(STANDARD_TIME, STANDARD_SIGNATURE.replace("v1,", "v2,"))).isFalse();
  }

  @Test
  void aReplayOfYesterdayProvesNothing() {
    assertThat(standard(STANDARD_TIME.plusSeconds(301), STANDARD_SIGNATURE)).isFalse();
    assertThat(standard(STANDARD_TIME.minusSeconds(301), STANDARD_SIGNATURE)).isFalse();
    for (String time : List.of("", "x", "9".repeat(18), "9".repeat(40), "-1")) {
      Map<String, String> headers = new HashMap<>(standardHeaders(STANDARD_SIGNATURE));
      headers.put("webhook-timestamp", time);
      assertThat(proves(STANDARD_SECRET, STANDARD_TIME, headers, STANDARD_BODY)).as(time).isFalse();
    }
  }

  private static boolean standard(Instant now, String signature) {
    return proves(STANDARD_SECRET, now, standardHeaders(signature), STANDARD_BODY);
  }

  private static Map<String, String> standardHeaders(String signature) {
    return Map.of(
        "webhook-id", "msg_p5jXN8AQM9LWM0D4loKWxJek",
        "webhook-timestamp", "1614265330",
        "webhook-signature", signature);
  }

  @Test
  void gitlabWithASecretToken() {
    assertThat(proves(GITHUB_SECRET, NOW, Map.of("x-gitlab-token", GITHUB_SECRET), "{}")).isTrue();
    assertThat(proves(GITHUB_SECRET, NOW, Map.of("x-gitlab-token", "It's"), "{}")).isFalse();
    assertThat(proves(GITHUB_SECRET, NOW, Map.of("x-gitlab-token", ""), "{}")).isFalse();
  }

  @Test
  void nothingProvesNothing() {
    assertThat(proves(GITHUB_SECRET, NOW, Map.of(), GITHUB_BODY)).isFalse();
    assertThat(
            proves(
                GITHUB_SECRET, NOW, Map.of("x-hub-signature", "sha1=" + GITHUB_HEX), GITHUB_BODY))
        .isFalse();
  }

  @Test
  void aWrongSignatureIsNotMadeGoodByARightOne() {
    assertThat(
            proves(
                GITHUB_SECRET,
                NOW,
                Map.of(
                    "x-hub-signature-256", "sha256=00",
                    "x-gitea-signature", GITHUB_HEX,
                    "x-gitlab-token", GITHUB_SECRET),
                GITHUB_BODY))
        .isFalse();
    assertThat(
            new HookSignature(GITHUB_SECRET, NOW)
                .proves(
                    Map.of("x-gitea-signature", List.of(GITHUB_HEX, "00")),
                    GITHUB_BODY.getBytes(UTF_8)))
        .isFalse();
  }

  private static boolean proves(
      String secret, Instant now, Map<String, String> headers, String body) {
    Map<String, List<String>> lists = new HashMap<>();
    headers.forEach((name, value) -> lists.put(name, List.of(value)));
    return new HookSignature(secret, now).proves(lists, body.getBytes(UTF_8));
  }
}
