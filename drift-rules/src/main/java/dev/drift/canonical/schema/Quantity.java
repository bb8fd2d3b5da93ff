package dev.drift.canonical.schema;

import dev.drift.model.BoundedCache;
import dev.drift.model.value.Value;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.RoundingMode;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Kubernetes quantities as numbers: `1000m` is `1`, `0.5Gi` is `512Mi`, `1e3` is `1k`.
///
/// See https://kubernetes.io/docs/reference/kubernetes-api/common-definitions/quantity/.
public final class Quantity {
  private static final Pattern SYNTAX =
      Pattern.compile(
          "([+-]?(?:\\d+\\.?\\d*|\\.\\d+))(?:([eE][+-]?\\d{1,3})|([KMGTPE]i|[numkMGTPE])?)");

  private static final Map<String, BigDecimal> FACTORS =
      Map.ofEntries(
          Map.entry("n", BigDecimal.ONE.movePointLeft(9)),
          Map.entry("u", BigDecimal.ONE.movePointLeft(6)),
          Map.entry("m", BigDecimal.ONE.movePointLeft(3)),
          Map.entry("k", BigDecimal.ONE.movePointRight(3)),
          Map.entry("M", BigDecimal.ONE.movePointRight(6)),
          Map.entry("G", BigDecimal.ONE.movePointRight(9)),
          Map.entry("T", BigDecimal.ONE.movePointRight(12)),
          Map.entry("P", BigDecimal.ONE.movePointRight(15)),
          Map.entry("E", BigDecimal.ONE.movePointRight(18)),
          Map.entry("Ki", binary(1)),
          Map.entry("Mi", binary(2)),
          Map.entry("Gi", binary(3)),
          Map.entry("Ti", binary(4)),
          Map.entry("Pi", binary(5)),
          Map.entry("Ei", binary(6)));

  private static final int LONGEST = 64;
  private static final int MOST_REMEMBERED = 10_000;

  /// Only numbers are kept: any text may be asked for, and this outlives a run.
  private static final BoundedCache<Optional<BigDecimal>> REMEMBERED =
      new BoundedCache<>(
          LONGEST, MOST_REMEMBERED, Quantity::parse, (_, parsed) -> parsed.isPresent());

  private static final BigDecimal MOST_BINARY = BigDecimal.valueOf(Long.MAX_VALUE);

  private Quantity() {}

  /// The number that a quantity stands for; empty if it is none.
  public static Optional<BigDecimal> parse(Value value) {
    if (value instanceof Value.Str(String text)) {
      return REMEMBERED.of(text);
    }
    return value instanceof Value.Num(BigDecimal number)
        ? Optional.of(atLeastNano(number))
        : Optional.empty();
  }

  private static Optional<BigDecimal> parse(String text) {
    if (text.length() > LONGEST) {
      return Optional.empty();
    }
    Matcher matcher = SYNTAX.matcher(text.strip());
    if (!matcher.matches()) {
      return Optional.empty();
    }
    BigDecimal number = new BigDecimal(matcher.group(1));
    if (matcher.group(2) != null) {
      int exponent = Integer.parseInt(matcher.group(2).substring(1).replace("+", ""));
      return Optional.of(atLeastNano(number.scaleByPowerOfTen(exponent)));
    }
    String suffix = matcher.group(3);
    if (suffix == null) {
      return Optional.of(atLeastNano(number));
    }
    BigDecimal product = number.multiply(FACTORS.get(suffix));
    return Optional.of(atLeastNano(suffix.endsWith("i") ? capped(product) : product));
  }

  /// What is finer than a billionth is rounded away from zero.
  private static BigDecimal atLeastNano(BigDecimal number) {
    return number.scale() <= 9 ? number : number.setScale(9, RoundingMode.UP);
  }

  /// Go keeps quantities with binary suffixes in 64 bits.
  private static BigDecimal capped(BigDecimal number) {
    return number.abs().compareTo(MOST_BINARY) <= 0
        ? number
        : number.signum() < 0 ? MOST_BINARY.negate() : MOST_BINARY;
  }

  /// The server rounds resource lists up to thousandths.
  public static Value roundedUp(Value value) {
    Optional<BigDecimal> number = parse(value);
    if (number.isEmpty() || isOfThousandths(number.get())) {
      return value;
    }
    return new Value.Num(number.get().setScale(3, RoundingMode.UP));
  }

  private static boolean isOfThousandths(BigDecimal number) {
    return number.scale() <= 3 || number.stripTrailingZeros().scale() <= 3;
  }

  private static BigDecimal binary(int power) {
    return new BigDecimal(BigInteger.TWO.pow(10 * power));
  }
}
