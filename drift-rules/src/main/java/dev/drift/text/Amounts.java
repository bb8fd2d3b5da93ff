package dev.drift.text;

import dev.drift.model.SettingsFormat;
import java.math.BigDecimal;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Amounts of data and of time with their units, as Trino and the JVM write them.
///
/// Of Trino: io.airlift.units.DataSize and Duration, whose units differ by case. Of the
/// JVM: k, m, g and t in any case.
public final class Amounts {
  private static final Pattern AMOUNT =
      Pattern.compile("(\\d{1,18}(?:\\.\\d{1,9})?)\\s{0,9}([A-Za-z]+)");
  private static final Pattern JVM_SIZE = Pattern.compile("(\\d{1,18})([kKmMgGtT]?)");

  private static final Map<String, BigDecimal> BYTES =
      Map.of(
          "B", binary(0),
          "kB", binary(1),
          "MB", binary(2),
          "GB", binary(3),
          "TB", binary(4),
          "PB", binary(5));

  private static final Map<String, BigDecimal> NANOSECONDS =
      Map.of(
          "ns", BigDecimal.ONE,
          "us", new BigDecimal("1000"),
          "ms", new BigDecimal("1000000"),
          "s", new BigDecimal("1000000000"),
          "m", new BigDecimal("60000000000"),
          "h", new BigDecimal("3600000000000"),
          "d", new BigDecimal("86400000000000"));

  private Amounts() {}

  /// Whether two spellings of a setting mean the same amount.
  ///
  /// @param key of the setting; a flag of the JVM has the units of the JVM
  public static boolean same(SettingsFormat format, String key, String one, String other) {
    return switch (format) {
      case PROPERTIES -> same(BYTES, one, other) || same(NANOSECONDS, one, other);
      case JVM_FLAGS ->
          key.startsWith("-D")
              ? same(BYTES, one, other) || same(NANOSECONDS, one, other)
              : same(jvmSize(one), jvmSize(other));
      case YAML, JSON, TOML, HADOOP_XML, INI, ENV, REDIS -> false;
    };
  }

  private static boolean same(Map<String, BigDecimal> units, String one, String other) {
    return same(amount(units, one), amount(units, other));
  }

  private static boolean same(Optional<BigDecimal> one, Optional<BigDecimal> other) {
    return one.isPresent() && other.isPresent() && one.get().compareTo(other.get()) == 0;
  }

  private static Optional<BigDecimal> amount(Map<String, BigDecimal> units, String text) {
    Matcher matcher = AMOUNT.matcher(text.strip());
    return matcher.matches() && units.containsKey(matcher.group(2))
        ? Optional.of(new BigDecimal(matcher.group(1)).multiply(units.get(matcher.group(2))))
        : Optional.empty();
  }

  private static Optional<BigDecimal> jvmSize(String text) {
    Matcher matcher = JVM_SIZE.matcher(text);
    if (!matcher.matches()) {
      return Optional.empty();
    }
    int power = "kmgt".indexOf(matcher.group(2).toLowerCase(Locale.ROOT)) + 1;
    return Optional.of(
        new BigDecimal(matcher.group(1)).multiply(binary(matcher.group(2).isEmpty() ? 0 : power)));
  }

  private static BigDecimal binary(int power) {
    return BigDecimal.valueOf(1024).pow(power);
  }
}
