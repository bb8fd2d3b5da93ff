package dev.drift.secret;

import java.nio.charset.StandardCharsets;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Finds secrets inside a text of any kind and puts masks in their place.
///
/// Knows passwords in URLs, names with values in properties, YAML, JSON, INI, shell and JVM
/// flags, the site files of Hadoop, private keys in PEM, and the shapes of well-known tokens.
/// It is a function of text and key alone: two texts are equal exactly where their masked
/// forms under one key are.
final class SecretText {
  private static final String OPEN = "‹masked:";

  /// `scheme://user:password@`, greedy, since a password may hold an `@`.
  private static final Pattern URL_PASSWORD =
      Pattern.compile("[A-Za-z][A-Za-z0-9+.-]{0,30}://[^/\\s:@\"'<>]*:(?<secret>[^/\\s\"'<>]+)@");

  /// A token in place of the user, as Git hosts take it.
  private static final Pattern URL_TOKEN =
      Pattern.compile("https?://(?<secret>[^/\\s:@\"'<>]{8,})@");

  private static final Pattern PEM =
      Pattern.compile(
          "-----BEGIN [A-Z ]{0,30}PRIVATE KEY-----(?<secret>[\\s\\S]+?)(?:-----END|\\z)");

  private static final Pattern SITE_FILE =
      Pattern.compile(
          "<name>\\s*(?<name>[^<]{1,256}?)\\s*</name>\\s*<value>(?<secret>[^<]+)</value>");

  private static final Pattern ELEMENT =
      Pattern.compile("<(?<name>[\\w.-]{3,64})>(?<secret>[^<]+)</");

  private static final Pattern KNOWN_TOKEN =
      Pattern.compile(
          "(?<secret>\\b(?:AKIA|ASIA)[A-Z0-9]{16}\\b"
              + "|\\bgh[pousr]_[A-Za-z0-9]{20,}"
              + "|\\bgithub_pat_[A-Za-z0-9_]{20,}"
              + "|\\bglpat-[A-Za-z0-9_-]{16,}"
              + "|\\bxox[abprs]-[A-Za-z0-9-]{10,}"
              + "|\\beyJ[A-Za-z0-9_-]{8,}\\.[A-Za-z0-9_-]{8,}\\.[A-Za-z0-9_-]*"
              + "|\\$2[aby]\\$\\d\\d\\$[./A-Za-z0-9]{53})");

  private static final Pattern SCHEME_TOKEN =
      Pattern.compile("\\b(?:Bearer|Basic)\\s+(?<secret>[A-Za-z0-9._~+/=-]{8,})");

  private final MaskKey key;

  SecretText(MaskKey key) {
    this.key = key;
  }

  /// The text with a mask in place of each secret.
  String mask(String text) {
    if (text.length() < 6) {
      return text;
    }
    // A text that already reads like a mask must not pass for one.
    String masked = text.contains(OPEN) ? text.replace(OPEN, "‹not-" + OPEN.substring(1)) : text;
    masked = replace(PEM, masked);
    masked = replaceNamed(SITE_FILE, masked);
    masked = replaceNamed(ELEMENT, masked);
    masked = new SecretPairs(this).mask(masked);
    masked = replace(URL_PASSWORD, masked);
    masked = replace(URL_TOKEN, masked);
    masked = replace(KNOWN_TOKEN, masked);
    return replace(SCHEME_TOKEN, masked);
  }

  /// The mask that stands for this secret inside a text; references and masks stay as they are.
  String token(String secret) {
    if (secret.isBlank() || secret.startsWith(OPEN) || isReference(secret)) {
      return secret;
    }
    String mask = key.mask(secret.getBytes(StandardCharsets.UTF_8)).substring(0, 32);
    return OPEN + key.id() + ":" + mask + "›";
  }

  /// Whether the text only names where the secret is: `${ENV:PASSWORD}`, `$(PASSWORD)`,
  // `$PASSWORD`.
  static boolean isReference(String text) {
    return REFERENCE.matcher(text).matches();
  }

  private static final Pattern REFERENCE =
      Pattern.compile(
          "[\"']?(?:\\$\\{[A-Za-z0-9_:./-]+}|\\$\\([A-Za-z0-9_]+\\)|\\$[A-Za-z_][A-Za-z0-9_]*"
              + "|\\{\\{[^}]*}})[\"']?");

  private String replace(Pattern pattern, String text) {
    Matcher matcher = pattern.matcher(text);
    StringBuilder out = new StringBuilder();
    int done = 0;
    while (matcher.find()) {
      out.append(text, done, matcher.start("secret")).append(token(matcher.group("secret")));
      done = matcher.end("secret");
    }
    return done == 0 ? text : out.append(text, done, text.length()).toString();
  }

  private String replaceNamed(Pattern pattern, String text) {
    if (text.indexOf('<') < 0) {
      return text;
    }
    Matcher matcher = pattern.matcher(text);
    StringBuilder out = new StringBuilder();
    int done = 0;
    while (matcher.find()) {
      if (SecretNames.announceSecret(matcher.group("name"))) {
        out.append(text, done, matcher.start("secret")).append(token(matcher.group("secret")));
        done = matcher.end("secret");
      }
    }
    return done == 0 ? text : out.append(text, done, text.length()).toString();
  }
}
