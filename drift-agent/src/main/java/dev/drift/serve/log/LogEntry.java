package dev.drift.serve.log;

import static java.util.Objects.requireNonNull;

import dev.drift.model.ResourceId;
import java.util.Optional;

/// Something that happened in the daemon.
///
/// @param message one line, without secrets
/// @param target the name of the target that it happened to; empty for the daemon itself
/// @param run the run that found or did it
/// @param rule the code of the rule that found it
public record LogEntry(
    Level level,
    String message,
    Optional<String> target,
    Optional<String> run,
    Optional<ResourceId> resource,
    Optional<String> rule) {
  /// How much it matters.
  public enum Level {
    INFO,
    WARN,
    ERROR
  }

  public LogEntry {
    requireNonNull(level, "level is null");
    requireNonNull(message, "message is null");
    requireNonNull(target, "target is null");
    requireNonNull(run, "run is null");
    requireNonNull(resource, "resource is null");
    requireNonNull(rule, "rule is null");
  }

  /// Of the daemon itself.
  public static LogEntry of(Level level, String message) {
    return new LogEntry(
        level, message, Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty());
  }

  public LogEntry ofTarget(String name) {
    return new LogEntry(level, message, Optional.of(name), run, resource, rule);
  }

  public LogEntry inRun(String id) {
    return new LogEntry(level, message, target, Optional.of(id), resource, rule);
  }

  public LogEntry about(ResourceId id) {
    return new LogEntry(level, message, target, run, Optional.of(id), rule);
  }

  public LogEntry by(String code) {
    return new LogEntry(level, message, target, run, resource, Optional.of(code));
  }
}
