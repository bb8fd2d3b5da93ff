package dev.drift.policy.mapping;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.function.Consumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Replaces hosts, registries and namespaces within texts: each place once, by the longest entry
/// that fits, so that two entries may swap names.
final class TextMapping {
  /// Nothing that could be part of the same host follows.
  private static final String END = "(?![\\w-]|\\.\\w)";

  private final List<Entry> entries;
  private final Pattern pattern;

  /// @param text what is looked for
  /// @param counterpart whose `to` takes its place
  private record Entry(String text, Counterpart counterpart) {}

  private TextMapping(List<Entry> entries) {
    this.entries = entries;
    this.pattern =
        Pattern.compile(
            String.join("|", entries.stream().map(it -> "(" + it.text() + ")").toList()));
  }

  static TextMapping of(ClusterMapping mapping) {
    List<Entry> entries = new ArrayList<>();
    for (Counterpart each : mapping.hosts()) {
      String host = Pattern.quote(each.from());
      entries.add(
          new Entry(
              each.from().startsWith(".")
                  ? "(?<=[\\w*-])" + host + END
                  : "(?<![\\w.-])" + host + END,
              each));
    }
    for (Counterpart each : mapping.registries()) {
      // Not a part of a path, but behind oci://.
      entries.add(
          new Entry("(?<![\\w.-])(?<!(?<!/)/)" + Pattern.quote(each.from()) + "(?=/)", each));
    }
    for (Counterpart each : mapping.namespaces()) {
      String name = Pattern.quote(each.from());
      // The host of a Service, and the user and group names of ServiceAccounts.
      entries.add(new Entry("(?<=[\\w*]\\.)" + name + "(?=\\.svc(?![\\w-]))", each));
      entries.add(
          new Entry(
              "(?<=system:serviceaccount:|system:serviceaccounts:)" + name + "(?![\\w.-])", each));
    }
    entries.sort(Comparator.comparingInt(it -> -it.counterpart().from().length()));
    return new TextMapping(entries);
  }

  /// @param used receives what was replaced
  String apply(String text, Consumer<Counterpart> used) {
    if (entries.isEmpty()) {
      return text;
    }
    Matcher matcher = pattern.matcher(text);
    StringBuilder mapped = new StringBuilder();
    while (matcher.find()) {
      Counterpart found = found(matcher);
      used.accept(found);
      matcher.appendReplacement(mapped, Matcher.quoteReplacement(found.to()));
    }
    return mapped.isEmpty() ? text : matcher.appendTail(mapped).toString();
  }

  private Counterpart found(Matcher matcher) {
    for (int i = 0; i < entries.size(); i++) {
      if (matcher.start(i + 1) >= 0) {
        return entries.get(i).counterpart();
      }
    }
    throw new IllegalStateException("a match without a group");
  }
}
