package dev.drift.yaml;

import java.math.BigDecimal;

/// Prints numbers as Go does.
final class GoFloat {
  private GoFloat() {}

  /// `strconv.FormatFloat(value, 'g', -1, 32)`, by which sigs.k8s.io/yaml makes keys of numbers.
  static String key(double value) {
    float single = (float) value;
    if (Float.isNaN(single)) {
      return ".nan";
    }
    if (Float.isInfinite(single)) {
      return single > 0 ? ".inf" : "-.inf";
    }
    if (single == 0) {
      return 1 / single < 0 ? "-0" : "0";
    }
    BigDecimal shortest = new BigDecimal(Float.toString(single)).stripTrailingZeros();
    int exponent = shortest.precision() - shortest.scale() - 1;
    if (exponent >= -4 && exponent < 6) {
      return shortest.toPlainString();
    }
    String digits = shortest.unscaledValue().abs().toString();
    String fraction = digits.length() > 1 ? "." + digits.substring(1) : "";
    return "%s%s%se%s%02d"
        .formatted(
            shortest.signum() < 0 ? "-" : "",
            digits.charAt(0),
            fraction,
            exponent < 0 ? "-" : "+",
            Math.abs(exponent));
  }
}
