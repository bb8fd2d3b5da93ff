package dev.drift.secret.key;

import java.nio.charset.StandardCharsets;

/// The masks that stand for secrets inside texts: `‹masked:<key id>:<32 hexadecimal digits>›`.
///
/// The last eight digits prove that the key made the mask, so that nobody without the key can write
/// a text that passes for a masked one, while a masked text stays as it is when it is masked again.
public final class MaskTokens {
  public static final String OPEN = "‹masked:";
  private static final String UNPROVEN = "‹unproven-mask:";

  /// Of every mask, whatever its key.
  public static final int LENGTH = OPEN.length() + 12 + 1 + 32 + 1;

  private static final int MASK_DIGITS = 24;
  private static final int PROOF_DIGITS = 8;

  private final MaskKey key;
  private final String start;
  private final int length;

  public MaskTokens(MaskKey key) {
    this.key = key;
    this.start = OPEN + key.id() + ":";
    this.length = start.length() + MASK_DIGITS + PROOF_DIGITS + 1;
  }

  /// How long each mask is.
  public int length() {
    return length;
  }

  /// The mask that stands for this secret.
  public String of(String secret) {
    String mask = key.mask(secret.getBytes(StandardCharsets.UTF_8)).substring(0, MASK_DIGITS);
    return start + mask + proof(mask) + "›";
  }

  /// Whether a mask that this key made stands here.
  public boolean standsAt(String text, int at) {
    if (!text.startsWith(start, at)
        || text.length() < at + length
        || text.charAt(at + length - 1) != '›') {
      return false;
    }
    int mask = at + start.length();
    return text.startsWith(proof(text.substring(mask, mask + MASK_DIGITS)), mask + MASK_DIGITS);
  }

  /// The text, in which whatever looks like a mask and is none of this key says so.
  public String withoutForgeries(String text) {
    int at = text.indexOf(OPEN);
    if (at < 0) {
      return text;
    }
    StringBuilder out = new StringBuilder(text.length() + 64);
    int done = 0;
    while (at >= 0) {
      if (!standsAt(text, at)) {
        out.append(text, done, at).append(UNPROVEN);
        done = at + OPEN.length();
      }
      at = text.indexOf(OPEN, at + 1);
    }
    return out.append(text, done, text.length()).toString();
  }

  private String proof(String mask) {
    return key.mask(("drift.dev/mask:" + mask).getBytes(StandardCharsets.UTF_8))
        .substring(0, PROOF_DIGITS);
  }
}
