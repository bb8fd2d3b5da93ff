package dev.drift.serve.log;

import org.slf4j.MDC;

/// What the log's records are about, for as long as a thread works on it.
///
/// ```java
/// try (LogContext _ = LogContext.run(id, target)) { … }
/// ```
///
/// It belongs to a thread: those that this one starts have none.
public final class LogContext implements AutoCloseable {
  static final String RUN = "run";
  static final String TARGET = "target";
  static final String RESOURCE = "resource";

  private final String[] keys;

  private LogContext(String... keys) {
    this.keys = keys;
  }

  /// @param run the identity of a run
  /// @param target its name
  public static LogContext run(String run, String target) {
    MDC.put(RUN, run);
    MDC.put(TARGET, target);
    return new LogContext(RUN, TARGET);
  }

  /// @param target its name
  public static LogContext target(String target) {
    MDC.put(TARGET, target);
    return new LogContext(TARGET);
  }

  /// @param resource such as `Deployment.apps trino/worker`
  public static LogContext resource(String resource) {
    MDC.put(RESOURCE, resource);
    return new LogContext(RESOURCE);
  }

  @Override
  public void close() {
    for (String key : keys) {
      MDC.remove(key);
    }
  }
}
