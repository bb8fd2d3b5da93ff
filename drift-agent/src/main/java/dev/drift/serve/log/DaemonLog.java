package dev.drift.serve.log;

import java.util.function.Consumer;

/// Takes what happens in the daemon. A sentence that it accepts is about nothing in particular.
public interface DaemonLog extends Consumer<String> {
  void write(LogEntry entry);

  @Override
  default void accept(String message) {
    write(LogEntry.of(LogEntry.Level.INFO, message));
  }

  default void warn(String message) {
    write(LogEntry.of(LogEntry.Level.WARN, message));
  }

  /// The same, for what happens to a target.
  default DaemonLog ofTarget(String name) {
    return entry -> write(entry.ofTarget(name));
  }

  /// Prints messages as lines.
  ///
  /// @param named whether a line begins with the name of its target: with several targets, nothing
  ///     else says which one is meant
  static DaemonLog lines(Consumer<String> out, boolean named) {
    return entry ->
        out.accept((named ? entry.target().map(it -> it + ": ").orElse("") : "") + entry.message());
  }
}
