package dev.drift.serve.log;

import java.util.LinkedHashMap;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.event.Level;
import org.slf4j.spi.LoggingEventBuilder;

/// Writes what happens in the daemon to the JSON log. Set it up with [JsonLogging#configure] first.
public final class JsonLog implements DaemonLog {
  /// Its records are printed whatever the level of the log is: they are what the daemon is for.
  static final String NAME = "dev.drift.serve.Daemon";

  private final Logger logger = LoggerFactory.getLogger(NAME);

  @Override
  public void write(LogEntry entry) {
    Map<String, Object> about = new LinkedHashMap<>();
    entry.target().ifPresent(it -> about.put(LogContext.TARGET, it));
    entry.run().ifPresent(it -> about.put(JsonLines.RUN, it));
    entry.rule().ifPresent(it -> about.put(JsonLines.RULE, it));
    entry.resource().ifPresent(it -> about.put(JsonLines.RESOURCE, it));
    LoggingEventBuilder event = logger.atLevel(Level.valueOf(entry.level().name()));
    for (Map.Entry<String, Object> one : about.entrySet()) {
      event = event.addKeyValue(one.getKey(), one.getValue());
    }
    event.log(entry.message());
  }
}
