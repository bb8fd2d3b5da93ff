package dev.drift.serve.log;

import org.slf4j.MDC;

/// Which target a thread works on: what libraries log meanwhile is about it, too.
///
/// ```java
/// try (LogContext _ = LogContext.target("prod")) { … }
/// ```
///
/// It belongs to a thread: those that this one starts have none.
public final class LogContext implements AutoCloseable {
  static final String TARGET = "target";

  private LogContext() {}

  /// @param name of the target
  public static LogContext target(String name) {
    MDC.put(TARGET, name);
    return new LogContext();
  }

  @Override
  public void close() {
    MDC.remove(TARGET);
  }
}
