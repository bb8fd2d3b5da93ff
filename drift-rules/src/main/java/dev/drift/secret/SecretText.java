package dev.drift.secret;

/// Finds secrets inside a text of any kind and puts masks in their place.
///
/// Knows passwords in URLs, names with values in properties, YAML, JSON, INI, shell and JVM
/// flags, the site files of Hadoop, private keys in PEM, and the shapes of well-known tokens.
/// It is a function of text and key alone; masking twice changes nothing; two texts are equal
/// where their masked forms under one key are. Takes time linear in the text, whatever it holds.
final class SecretText {
  /// Shorter texts hold no name with a value.
  private static final int SHORTEST = 4;

  private final MaskTokens tokens;

  SecretText(MaskKey key) {
    this.tokens = new MaskTokens(key);
  }

  /// The text with a mask in place of each secret.
  String mask(String text) {
    if (text.length() < SHORTEST) {
      return text;
    }
    String genuine = tokens.withoutForgeries(text);
    Spans spans = new Spans(genuine);
    new SecretPairs(genuine, spans).find();
    SecretMarkup.find(genuine, spans);
    SecretUrls.find(genuine, spans);
    SecretShapes.find(genuine, spans);
    SecretCommands.find(genuine, spans);
    return spans.masked(tokens);
  }

  /// The mask that stands for this secret, unless it is one already or a reference.
  String token(String secret) {
    return References.isReference(secret) || tokens.standsAt(secret, 0)
        ? secret
        : tokens.of(secret);
  }
}
