package dev.drift.cli;

import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// The subcommands of `drift`, in the order of the help text.
///
/// To make one, its class with all its options is read by reflection, which at a start is slow: so
/// only those are made that the command line can have to do with.
final class Subcommands {
  private static final Map<String, Class<?>> ALL = all();

  private Subcommands() {}

  private static Map<String, Class<?>> all() {
    Map<String, Class<?>> all = new LinkedHashMap<>();
    all.put("check", CheckCommand.class);
    all.put("explain", ExplainCommand.class);
    all.put("ignore", IgnoreCommand.class);
    all.put("rules", RulesCommand.class);
    all.put("snapshot", SnapshotCommand.class);
    all.put("completion", CompletionCommand.class);
    return all;
  }

  /// All of them where a help text, a completion script or the name most like a wrong one may be
  /// asked for.
  static Collection<Class<?>> neededBy(String... args) {
    if (args.length == 1 && (args[0].equals("--version") || args[0].equals("-V"))) {
      return List.of();
    }
    String first = args.length == 0 ? "" : args[0];
    Class<?> named = ALL.get(first);
    return named == null || named == CompletionCommand.class ? ALL.values() : List.of(named);
  }
}
