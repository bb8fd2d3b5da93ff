package dev.drift.cli.console;

import java.util.Properties;
import org.slf4j.LoggerFactory;
import org.slf4j.helpers.Reporter;
import org.slf4j.simple.SimpleServiceProvider;

/// Sets up logging, before the first logger is made.
///
/// Only Drift's own logger follows the flag. Libraries print requests, headers and URLs when they
/// log much, so whatever is asked for they stay at `warn`.
public final class Logging {
  private static final String PREFIX = "org.slf4j.simpleLogger.";

  private Logging() {}

  public static void configure(LogLevel level) {
    Properties properties = System.getProperties();
    properties
        .stringPropertyNames()
        .forEach(
            name -> {
              if (name.startsWith(PREFIX) || name.startsWith("jdk.httpclient.HttpClient.log")) {
                properties.remove(name);
              }
            });
    properties.remove("jdk.internal.httpclient.debug");
    System.setProperty(PREFIX + "defaultLogLevel", LogLevel.WARN.toString());
    System.setProperty(PREFIX + "log.dev.drift", level.toString());
    System.setProperty(PREFIX + "logFile", "System.err");
    System.setProperty(PREFIX + "showThreadName", "false");
    if (level.compareTo(LogLevel.WARN) > 0) {
      // Not for a rare warning: the calendar that it takes is loaded at each start.
      System.setProperty(PREFIX + "showDateTime", "true");
      System.setProperty(PREFIX + "dateTimeFormat", "HH:mm:ss.SSS");
    }
    if (!(System.err instanceof LogStream)) {
      System.setErr(new LogStream(System.err));
    }
    // Otherwise SLF4J searches every jar for a logger; it also reports one that is named here.
    System.setProperty(LoggerFactory.PROVIDER_PROPERTY_KEY, SimpleServiceProvider.class.getName());
    System.setProperty(Reporter.SLF4J_INTERNAL_VERBOSITY_KEY, "WARN");
    // Several threads at once would find a logger half made, of which SLF4J complains.
    LoggerFactory.getILoggerFactory();
  }
}
