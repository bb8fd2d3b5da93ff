package dev.drift.serve.log;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.spi.LogbackServiceProvider;
import ch.qos.logback.core.OutputStreamAppender;
import java.io.OutputStream;
import org.slf4j.LoggerFactory;
import org.slf4j.helpers.Reporter;

/// Sets up the log of the daemon, before the first logger is made: whoever asks first decides which
/// of the two libraries logs.
///
/// Commands log with slf4j-simple, which starts at once and has no context. Logback is loaded only
/// here.
public final class JsonLogging {
  private JsonLogging() {}

  /// @param level of Drift's own records, such as `info`; libraries print requests and URLs when
  /// they log much, so they stay at `warn`
  /// @param out each record is one write
  public static void configure(String level, OutputStream out) {
    System.setProperty(LoggerFactory.PROVIDER_PROPERTY_KEY, LogbackServiceProvider.class.getName());
    System.setProperty(Reporter.SLF4J_INTERNAL_VERBOSITY_KEY, "WARN");
    if (!(LoggerFactory.getILoggerFactory() instanceof LoggerContext context)) {
      throw new IllegalStateException("a logger was made before the log of the daemon was set up");
    }
    context.reset();
    context.getStatusManager().clear();
    JsonLines lines = new JsonLines();
    lines.setContext(context);
    lines.start();
    OutputStreamAppender<ILoggingEvent> appender = new OutputStreamAppender<>();
    appender.setContext(context);
    appender.setEncoder(lines);
    appender.setOutputStream(out);
    appender.start();
    Logger root = context.getLogger(org.slf4j.Logger.ROOT_LOGGER_NAME);
    root.setLevel(Level.WARN);
    root.addAppender(appender);
    context.getLogger("dev.drift").setLevel(Level.toLevel(level, Level.INFO));
    Logger uncaught = context.getLogger(JsonLog.NAME);
    uncaught.setLevel(Level.INFO);
    Thread.setDefaultUncaughtExceptionHandler(
        (thread, problem) -> uncaught.error("The thread {} ended", thread.getName(), problem));
  }
}
