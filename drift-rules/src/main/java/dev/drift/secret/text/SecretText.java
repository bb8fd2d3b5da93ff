package dev.drift.secret.text;

import dev.drift.model.BoundedCache;
import dev.drift.secret.key.MaskKey;
import dev.drift.secret.key.MaskTokens;
import dev.drift.secret.name.NameCache;
import dev.drift.secret.scan.References;
import dev.drift.secret.scan.Spans;
import dev.drift.secret.tree.TextTree;
import java.util.Optional;

/// Finds secrets inside a text of any kind and puts masks in their place.
///
/// What can be read as values is judged by its decoded names and its structure, as objects are. All
/// texts are also looked through as they stand and without their escapes: passwords in URLs, names
/// with values in properties, INI, shell and JVM flags, the site files of Hadoop, private keys, and
/// the shapes of well-known tokens. In what looks like values and cannot be read, more is masked.
///
/// It is a function only of text and key; masking twice changes nothing; two texts are equal
/// where their masked forms under one key are. Takes time linear in the text, whatever it holds.
public final class SecretText {
  /// Shorter texts hold no name with a value.
  static final int SHORTEST = 4;

  /// How much is decoded and unpacked of one text.
  public static final int MOST_DECODED = 8 * 1024 * 1024;

  /// JSON in a string of JSON in a string of JSON.
  private static final int DEEPEST = 3;

  /// A mask can make a secret of what holds it: an element that held others is a leaf then. The
  /// last pass finds nothing, so that masking twice changes nothing.
  private static final int MOST_PASSES = 5;

  /// Objects of a cluster say the same short texts again and again.
  private static final int LONGEST_REMEMBERED = 512;

  private static final int MOST_REMEMBERED = 50_000;

  private final MaskTokens tokens;
  private final NameCache names;

  /// Texts in which no secret was found. Others are not kept.
  private final BoundedCache<Boolean> harmless;

  public SecretText(MaskKey key, NameCache names, boolean remembers) {
    this.tokens = new MaskTokens(key);
    this.names = names;
    this.harmless =
        new BoundedCache<>(
            LONGEST_REMEMBERED,
            remembers ? MOST_REMEMBERED : 0,
            this::isHarmless,
            (_, plain) -> plain);
  }

  /// The text with a mask in place of each secret.
  public String mask(String text) {
    if (text.length() < SHORTEST || (isHexadecimal(text) && Encoded.bytes(text).isEmpty())) {
      return text;
    }
    return text.length() <= LONGEST_REMEMBERED && harmless.of(text) ? text : masked("", text);
  }

  /// The same of a text that is the value of a field, such as a file in a ConfigMap.
  public String mask(String field, String text) {
    return UserFiles.holdsUsers(field) ? masked(field, text) : mask(text);
  }

  public boolean holdsSecret(String field, String text) {
    return !mask(field, text).equals(text);
  }

  private boolean isHarmless(String text) {
    return masked("", text).equals(text);
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

  private String masked(String field, String text) {
    String masked = tokens.withoutForgeries(text);
    for (int pass = 0; pass < MOST_PASSES; pass++) {
      Spans spans = new Spans(masked);
      new Search().find(field, masked, spans, 0);
      String again = spans.masked(tokens);
      if (again.equals(masked)) {
        break;
      }
      masked = again;
    }
    return masked;
  }

  /// One look through a text, and through those within it.
  private final class Search {
    /// What may still be decoded; behind it nothing is, and what looks encoded is masked.
    private int left = MOST_DECODED;

    void find(String field, String text, Spans spans, int depth) {
      Optional<TextTree> tree = depth < DEEPEST ? TextTree.read(text) : Optional.empty();
      raw(text, spans, depth, tree.isEmpty());
      if (depth < DEEPEST) {
        Unescaped.of(text)
            .ifPresent(
                plain -> {
                  Spans within = new Spans(plain.text());
                  find(field, plain.text(), within, depth + 1);
                  plain.add(within, spans);
                });
        encoded(field, text, spans, depth);
      }
      tree.ifPresent(
          read ->
              new TreeWalk(
                      read,
                      spans,
                      names,
                      (name, inner, within) -> find(name, inner, within, depth + 1))
                  .find());
      if (UserFiles.holdsUsers(field)) {
        UserFiles.find(text, spans);
      }
    }

    private void raw(String text, Spans spans, int depth, boolean unread) {
      String outer =
          depth == DEEPEST
              ? text
              : Quotations.find(
                  text, spans, (inner, within) -> raw(inner, within, depth + 1, unread));
      new SecretPairs(outer, spans, names, unread).find();
      SecretMarkup.find(outer, spans);
      SecretUrls.find(outer, spans);
      Pairs pairs = new Pairs(outer);
      SecretShapes.find(outer, pairs, spans);
      SecretCommands.find(outer, pairs, spans);
      if (unread) {
        Manifests.find(outer, spans);
      }
      UserFiles.findByShape(outer, spans);
    }

    private void encoded(String field, String text, Spans spans, int depth) {
      int at = 0;
      while (at < text.length()) {
        if (!Encoded.isEncoded(text.charAt(at))) {
          at++;
          continue;
        }
        int end = Encoded.end(text, at);
        if (end - at >= Encoded.SHORTEST && isSecret(field, text.substring(at, end), depth)) {
          spans.add(at, end);
        }
        at = end;
      }
    }

    private boolean isSecret(String field, String word, int depth) {
      Optional<byte[]> bytes = Encoded.bytes(word);
      if (bytes.isEmpty()) {
        return false;
      }
      if (Encoded.isKeystore(bytes.get()) || left <= 0) {
        return true;
      }
      Optional<String> plain = Encoded.text(bytes.get(), left);
      left -= plain.map(String::length).orElse(0);
      if (plain.isEmpty()) {
        return false;
      }
      Spans within = new Spans(plain.get());
      find(field, plain.get(), within, depth + 1);
      return !within.found().isEmpty();
    }
  }

  /// The mask that stands for this secret, unless it is one already or a reference.
  public String token(String secret) {
    return References.isReference(secret) || tokens.standsAt(secret, 0)
        ? secret
        : tokens.of(secret);
  }
}
