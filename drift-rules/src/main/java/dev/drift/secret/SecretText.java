package dev.drift.secret;

import dev.drift.model.Remembered;

/// Finds secrets inside a text of any kind and puts masks in their place.
///
/// Knows passwords in URLs, names with values in properties, YAML, JSON, INI, shell and JVM
/// flags, the site files of Hadoop, private keys in PEM, and the shapes of well-known tokens.
/// It is a function of text and key alone; masking twice changes nothing; two texts are equal
/// where their masked forms under one key are. Takes time linear in the text, whatever it holds.
final class SecretText {
  /// Shorter texts hold no name with a value.
  private static final int SHORTEST = 4;

  /// JSON in a string of JSON in a string of JSON.
  private static final int DEEPEST = 3;

  /// A mask can make a secret of what holds it: an element that held others is a leaf then. The
  /// last pass finds nothing, so that masking twice changes nothing.
  private static final int MOST_PASSES = 5;

  /// Objects of a cluster say the same short texts again and again.
  private static final int LONGEST_REMEMBERED = 512;

  private static final int MOST_REMEMBERED = 50_000;

  private final MaskTokens tokens;
  private final Remembered<String> remembered =
      new Remembered<>(LONGEST_REMEMBERED, MOST_REMEMBERED, this::masked);

  SecretText(MaskKey key) {
    this.tokens = new MaskTokens(key);
  }

  /// The text with a mask in place of each secret.
  String mask(String text) {
    return text.length() < SHORTEST || isHexadecimal(text) ? text : remembered.of(text);
  }

  /// Such as a UID or a version, of which each object has its own. A secret is found behind a sign
  /// such as a colon or a blank, or by a shape, and no shape begins with these characters alone.
  private static boolean isHexadecimal(String text) {
    for (int i = 0; i < text.length(); i++) {
      char one = text.charAt(i);
      if ((one < '0' || one > '9') && (one < 'a' || one > 'f') && one != '-') {
        return false;
      }
    }
    return true;
  }

  private String masked(String text) {
    String masked = tokens.withoutForgeries(text);
    for (int pass = 0; pass < MOST_PASSES; pass++) {
      Spans spans = new Spans(masked);
      find(masked, spans, 0);
      String again = spans.masked(tokens);
      if (again.equals(masked)) {
        break;
      }
      masked = again;
    }
    return masked;
  }

  private static void find(String text, Spans spans, int depth) {
    String outer =
        depth == DEEPEST
            ? text
            : Quotations.find(text, spans, (inner, within) -> find(inner, within, depth + 1));
    new SecretPairs(outer, spans).find();
    SecretMarkup.find(outer, spans);
    SecretUrls.find(outer, spans);
    Pairs pairs = new Pairs(outer);
    SecretShapes.find(outer, pairs, spans);
    SecretCommands.find(outer, pairs, spans);
  }

  /// The mask that stands for this secret, unless it is one already or a reference.
  String token(String secret) {
    return References.isReference(secret) || tokens.standsAt(secret, 0)
        ? secret
        : tokens.of(secret);
  }
}
