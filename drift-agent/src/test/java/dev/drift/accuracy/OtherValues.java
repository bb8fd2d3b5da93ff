package dev.drift.accuracy;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.BooleanNode;
import com.fasterxml.jackson.databind.node.LongNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.util.ArrayList;
import java.util.Base64;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Other values that a leaf may take: near ones, that a hand would write.
final class OtherValues {
  private static final Pattern LAST_NUMBER = Pattern.compile("(\\d{1,9})(?!.*\\d)", Pattern.DOTALL);
  private static final Pattern QUANTITY = Pattern.compile("(\\d{1,9})(m|Gi|Mi|)");

  private OtherValues() {}

  static List<JsonNode> of(JsonNode leaf, Shape shape) {
    Set<JsonNode> values = new LinkedHashSet<>();
    if (leaf.isBoolean()) {
      values.add(BooleanNode.valueOf(!leaf.booleanValue()));
    } else if (leaf.isIntegralNumber()) {
      values.add(LongNode.valueOf(leaf.longValue() + 1));
      values.add(LongNode.valueOf(leaf.longValue() - 1));
      values.add(LongNode.valueOf(0));
    } else if (leaf.isTextual()) {
      texts(leaf.textValue(), shape).forEach(text -> values.add(TextNode.valueOf(text)));
    }
    values.remove(leaf);
    return new ArrayList<>(values);
  }

  private static List<String> texts(String text, Shape shape) {
    List<String> texts = new ArrayList<>(shape.choices());
    if (!texts.isEmpty()) {
      return texts;
    }
    if (shape.format().equals("byte")) {
      byte[] plain =
          (new String(Base64.getMimeDecoder().decode(text), UTF_8) + "x").getBytes(UTF_8);
      return List.of(Base64.getEncoder().encodeToString(plain), "");
    }
    Matcher number = LAST_NUMBER.matcher(text);
    if (number.find()) {
      texts.add(
          text.substring(0, number.start())
              + (Long.parseLong(number.group(1)) + 1)
              + text.substring(number.end()));
    }
    respelled(text).forEach(texts::add);
    texts.add(text + "-x");
    texts.add("");
    return texts;
  }

  /// The same quantity in other words.
  private static List<String> respelled(String text) {
    Matcher quantity = QUANTITY.matcher(text);
    if (!quantity.matches()) {
      return List.of();
    }
    long number = Long.parseLong(quantity.group(1));
    return switch (quantity.group(2)) {
      case "m" -> List.of("%d.%03d".formatted(number / 1000, number % 1000));
      case "Gi" -> List.of(number * 1024 + "Mi");
      case "Mi" -> List.of(number * 1024 + "Ki");
      default -> List.of(number + "000m");
    };
  }
}
