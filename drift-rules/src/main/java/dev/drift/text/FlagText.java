package dev.drift.text;

import dev.drift.model.SettingsFormat;
import dev.drift.model.value.Value;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Reads lists of JVM flags, one in a line.
///
/// `-Xmx4G` is `-Xmx: 4G`, `-XX:-UseG1GC` is `-XX:UseG1GC: false`, `-Dname=value` is
/// `-Dname: value`, and a flag without a value is true. Of doubled settings the last counts, as in
/// a JVM. Where the order of flags has more meaning than that, the text is plain: other flags that
/// stand twice, several agents, two names of one size, and what unlocks flags behind others.
final class FlagText {
  private static final Pattern SIZE = Pattern.compile("(-Xmx|-Xms|-Xmn|-Xss)(\\d+[kKmMgGtT]?)");
  private static final Pattern SWITCH = Pattern.compile("(-XX:)([+-])(\\w+)");
  private static final Pattern SETTING = Pattern.compile("(-XX:\\w+|-D[^=\\s]+)=(.*)");

  /// `--add-exports=module/package=target`: one for each package and target.
  private static final Pattern MODULE = Pattern.compile("(--add-[a-z]+=[^=]+)=(.*)");

  private static final Set<String> AT_MOST_ONCE = Set.of("-server", "-client");

  private static final Map<String, String> SAME_SIZES =
      Map.of(
          "-Xmx", "-XX:MaxHeapSize",
          "-Xms", "-XX:InitialHeapSize",
          "-Xmn", "-XX:NewSize",
          "-Xss", "-XX:ThreadStackSize");

  private FlagText() {}

  static Optional<Settings> read(String text) {
    Map<String, Value> values = new LinkedHashMap<>();
    for (String line : text.lines().toList()) {
      String flag = line.strip();
      if (!flag.isEmpty() && !flag.startsWith("#") && !add(flag, values)) {
        return Optional.empty();
      }
    }
    return orderMatters(List.copyOf(values.keySet()))
        ? Optional.empty()
        : Optional.of(new Settings(SettingsFormat.JVM_FLAGS, new Value.Obj(values)));
  }

  /// @param flags in the order in which each stood first
  private static boolean orderMatters(List<String> flags) {
    long agents =
        flags.stream().filter(f -> f.startsWith("-javaagent:") || f.startsWith("-agent")).count();
    List<String> tuning = flags.stream().filter(flag -> flag.startsWith("-XX:")).toList();
    return agents > 1
        || SAME_SIZES.entrySet().stream()
            .anyMatch(e -> flags.contains(e.getKey()) && flags.contains(e.getValue()))
        || tuning.stream()
            .dropWhile(flag -> flag.startsWith("-XX:Unlock"))
            .anyMatch(flag -> flag.startsWith("-XX:Unlock"));
  }

  private static boolean add(String flag, Map<String, Value> values) {
    Matcher size = SIZE.matcher(flag);
    if (size.matches()) {
      values.put(size.group(1), Value.of(size.group(2)));
      return true;
    }
    Matcher option = SWITCH.matcher(flag);
    if (option.matches()) {
      values.put(option.group(1) + option.group(3), Value.of(option.group(2).equals("+")));
      return true;
    }
    Matcher setting = SETTING.matcher(flag);
    if (setting.matches()) {
      values.put(setting.group(1), Value.of(setting.group(2)));
      return true;
    }
    Matcher module = MODULE.matcher(flag);
    if (module.matches()) {
      return values.putIfAbsent(module.group(1), Value.of(module.group(2))) == null;
    }
    return flag.startsWith("-")
        && (values.putIfAbsent(flag, Value.of(true)) == null || AT_MOST_ONCE.contains(flag));
  }
}
