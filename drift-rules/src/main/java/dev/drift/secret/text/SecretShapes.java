package dev.drift.secret.text;

import dev.drift.secret.scan.Scan;
import dev.drift.secret.scan.Spans;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Secrets that their shape gives away, whatever stands before them: private keys, tokens of
/// well-known makers, password hashes, webhook URLs, authorization headers.
///
/// Each shape begins with a fixed text, which is looked for first; no pattern runs from anywhere
/// else, so that hostile text costs no more than other text.
final class SecretShapes {
  private static final int LONGEST = 16_384;

  /// @param alone whether no letter or digit may stand before it
  private record Shape(String start, boolean alone, Pattern pattern) {}

  private static final List<Shape> SHAPES =
      List.of(
          token("AKIA", "[A-Z0-9]{16}+(?![A-Za-z0-9])"),
          token("ASIA", "[A-Z0-9]{16}+(?![A-Za-z0-9])"),
          token("gh", "[pousr]_[A-Za-z0-9]{20,255}+"),
          token("github_pat_", "[A-Za-z0-9_]{20,255}+"),
          token("glpat-", "[A-Za-z0-9_-]{16,255}+"),
          token("xox", "[abeprs]-[A-Za-z0-9-]{10,255}+"),
          token("xapp-", "[A-Za-z0-9-]{10,255}+"),
          token("AIza", "[A-Za-z0-9_-]{35}+"),
          token("ya29.", "[A-Za-z0-9_-]{20,2048}+"),
          token("sk-", "[A-Za-z0-9_-]{20,255}+"),
          token("sk_live_", "[A-Za-z0-9]{16,255}+"),
          token("hvs.", "[A-Za-z0-9_-]{20,255}+"),
          token("dop_v1_", "[a-f0-9]{32,64}+"),
          token("npm_", "[A-Za-z0-9]{30,64}+"),
          token("hf_", "[A-Za-z0-9]{30,64}+"),
          token("glsa_", "[A-Za-z0-9_]{30,64}+"),
          token("SG.", "[A-Za-z0-9_-]{16,64}+\\.[A-Za-z0-9_-]{16,64}+"),
          token(
              "eyJ",
              "[A-Za-z0-9_-]{8,8192}+\\.[A-Za-z0-9_-]{8,8192}+(?:\\.[A-Za-z0-9_-]{0,8192}+){0,3}+"),
          token("AGE-SECRET-KEY-", "[A-Z0-9]{20,128}+"),
          hash("$2", "[aby]\\$\\d\\d\\$[./A-Za-z0-9]{53}+"),
          hash("$1$", "[./A-Za-z0-9]{1,16}+\\$[./A-Za-z0-9]{16,64}+"),
          hash("$5$", "[./A-Za-z0-9=$]{20,256}+"),
          hash("$6$", "[./A-Za-z0-9=$]{20,256}+"),
          hash("$y$", "[./A-Za-z0-9=$]{20,256}+"),
          hash("$apr1$", "[./A-Za-z0-9]{1,16}+\\$[./A-Za-z0-9]{16,64}+"),
          hash("$argon2", "[a-z0-9]{1,3}+\\$[./A-Za-z0-9=$,+]{20,256}+"),
          hash("SCRAM-SHA-", "(?:1|256|512)\\$[A-Za-z0-9+/=:$]{20,512}+"),
          hash("{SHA}", "[A-Za-z0-9+/=]{20,64}+"),
          hash("{SSHA}", "[A-Za-z0-9+/=]{20,64}+"),
          after("hooks.slack.com/", "(?:services|workflows|triggers)/", "[A-Za-z0-9/_-]{4,255}+"),
          after("/api/webhooks/", "\\d{1,32}+/", "[A-Za-z0-9_-]{8,255}+"),
          after("webhook.office.com/", "", "[A-Za-z0-9@/_-]{8,512}+"),
          after("outlook.office.com/", "webhook/", "[A-Za-z0-9@/_-]{8,512}+"),
          after("api.telegram.org/", "bot", "[A-Za-z0-9:_-]{8,255}+"));

  private static final Pattern BEARER =
      Pattern.compile("[ \\t]{1,8}+(?<secret>[A-Za-z0-9._~+/=-]{8,16384}+)");
  private static final Pattern WORD = Pattern.compile("[A-Z]?[a-z]{0,24}+[.]?");
  private static final String BEGIN = "-----BEGIN ";
  private static final int LONGEST_LABEL = 48;
  /// `-----BEGIN ` in base64.
  private static final String BEGIN_IN_BASE64 = "LS0tLS1CRUdJTi";

  private SecretShapes() {}

  private static Shape token(String start, String rest) {
    return new Shape(
        start, true, Pattern.compile("(?<secret>" + Pattern.quote(start) + rest + ")"));
  }

  private static Shape hash(String start, String rest) {
    return new Shape(
        start, false, Pattern.compile("(?<secret>" + Pattern.quote(start) + rest + ")"));
  }

  private static Shape after(String start, String between, String secret) {
    return new Shape(
        start,
        false,
        Pattern.compile(Pattern.quote(start) + between + "(?<secret>" + secret + ")"));
  }

  static void find(String text, Pairs pairs, Spans spans) {
    for (Shape shape : SHAPES) {
      find(shape, text, pairs, spans);
    }
    bearer("earer", text, pairs, spans);
    bearer("EARER", text, pairs, spans);
    bearer("asic", text, pairs, spans);
    bearer("ApiKey", text, pairs, spans);
    pem(text, spans);
    pemInBase64(text, spans);
  }

  private static void find(Shape shape, String text, Pairs pairs, Spans spans) {
    int at = pairs.first(shape.start());
    if (at < 0) {
      return;
    }
    Matcher matcher = shape.pattern().matcher(text);
    while (at >= 0) {
      int next = at + 1;
      matcher.region(at, Math.min(text.length(), at + LONGEST * 2));
      if ((!shape.alone() || Scan.wordBegins(text, at)) && matcher.lookingAt()) {
        spans.add(matcher.start("secret"), matcher.end("secret"));
        next = matcher.end();
      }
      at = text.indexOf(shape.start(), next);
    }
  }

  /// `Bearer <token>` and `Basic <base64>`, but not `Basic authentication`.
  private static void bearer(String scheme, String text, Pairs pairs, Spans spans) {
    int at = pairs.first(scheme);
    if (at < 0) {
      return;
    }
    Matcher matcher = BEARER.matcher(text);
    while (at >= 0) {
      int next = at + scheme.length();
      matcher.region(next, text.length());
      if (matcher.lookingAt()) {
        if (!WORD.matcher(matcher.group("secret")).matches()) {
          spans.add(matcher.start("secret"), matcher.end("secret"));
        }
        next = matcher.end();
      }
      at = text.indexOf(scheme, next);
    }
  }

  /// Private keys in PEM, on many lines or on one with `\n`. One without an end goes to the end.
  private static void pem(String text, Spans spans) {
    int at = text.indexOf(BEGIN);
    while (at >= 0) {
      int label = at + BEGIN.length();
      int close = text.indexOf("-----", label);
      if (close < 0) {
        return;
      }
      if (close - label > LONGEST_LABEL || !text.substring(label, close).contains("PRIVATE KEY")) {
        at = text.indexOf(BEGIN, label);
        continue;
      }
      int start = close + 5;
      int end = text.indexOf("-----END", start);
      end = end < 0 ? text.length() : end;
      spans.add(start, end);
      at = text.indexOf(BEGIN, end);
    }
  }

  private static void pemInBase64(String text, Spans spans) {
    int at = text.indexOf(BEGIN_IN_BASE64);
    while (at >= 0) {
      int end = at;
      while (end < text.length() && Scan.isBase64(text.charAt(end))) {
        end++;
      }
      int head = at + Math.min(end - at, 80) / 4 * 4;
      if (decoded(text.substring(at, head)).contains("PRIVATE KEY")) {
        spans.add(at, end);
      }
      at = text.indexOf(BEGIN_IN_BASE64, end);
    }
  }

  private static String decoded(String base64) {
    try {
      return new String(Base64.getDecoder().decode(base64), StandardCharsets.ISO_8859_1);
    } catch (IllegalArgumentException e) {
      return "";
    }
  }
}
