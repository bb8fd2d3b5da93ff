package dev.drift.planted;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.ArrayList;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.UUID;

/// Secrets as people and generators make them: short words, passphrases, digits and letters in hex
/// and base64, with quotes and signs. Each has a part that stands nowhere else.
public final class SecretShapes {
  private static final String LETTERS = "bcdfghjklmnpqrstvwxz";
  private static final String VOWELS = "aeiou";
  private static final int SHAPES = 14;

  private SecretShapes() {}

  /// The secret of this number, each time the same.
  static String of(int number) {
    Random random = new Random(7_000L + number);
    String word = word(random, 8);
    return switch (number % SHAPES) {
      case 0 -> word;
      case 1 -> word + "2024!";
      case 2 -> hex(random, 16);
      case 3 -> base64(random, 21);
      case 4 -> base64(random, 32);
      case 5 -> word + " " + word(random, 7) + " " + word(random, 7);
      case 6 -> word + "'s \"" + word(random, 6) + "\"";
      case 7 -> "p@" + word + "#$%^&*";
      case 8 -> new UUID(random.nextLong(), random.nextLong()).toString();
      case 9 -> word + "-" + word(random, 6) + "-" + word(random, 6);
      case 10 -> "change" + word;
      case 11 -> word.toUpperCase(Locale.ROOT) + number;
      case 12 -> word + "/" + word(random, 6) + "+" + word(random, 6) + "=";
      default -> word + "<" + word(random, 6) + ">;" + word(random, 6);
    };
  }

  /// The same, made of letters and digits only.
  static String simple(int number) {
    Random random = new Random(900_000L + number);
    return number % 3 == 0
        ? word(random, 9)
        : number % 3 == 1 ? hex(random, 12) : word(random, 6) + number;
  }

  /// Every form of the secret that nobody may see: itself, its words, and both encoded.
  public static List<String> forms(String secret) {
    List<String> forms = new ArrayList<>();
    forms.add(secret);
    for (String part : secret.split("[^A-Za-z0-9]+")) {
      if (part.length() >= 6) {
        forms.add(part);
      }
    }
    forms.add(HexFormat.of().formatHex(secret.getBytes(UTF_8)));
    for (int offset = 0; offset < 3; offset++) {
      byte[] bytes = ("x".repeat(offset) + secret).getBytes(UTF_8);
      String encoded = Base64.getEncoder().encodeToString(bytes);
      forms.add(encoded.substring(4, encoded.length() - 4));
    }
    return forms.stream().filter(form -> form.length() >= 6).distinct().toList();
  }

  private static String word(Random random, int length) {
    StringBuilder word = new StringBuilder();
    for (int i = 0; i < length; i++) {
      String from = i % 2 == 0 ? LETTERS : VOWELS;
      word.append(from.charAt(random.nextInt(from.length())));
    }
    return word.toString();
  }

  private static String hex(Random random, int bytes) {
    byte[] all = new byte[bytes];
    random.nextBytes(all);
    return HexFormat.of().formatHex(all);
  }

  private static String base64(Random random, int bytes) {
    byte[] all = new byte[bytes];
    random.nextBytes(all);
    return Base64.getEncoder().encodeToString(all);
  }
}
