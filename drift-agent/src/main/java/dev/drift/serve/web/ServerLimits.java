package dev.drift.serve.web;

/// The limits of the JDK's HTTP server, which it reads once, when the first server is made.
///
/// See <https://docs.oracle.com/en/java/javase/25/docs/api/jdk.httpserver/module-summary.html>.
final class ServerLimits {
  private ServerLimits() {}

  /// To be called before the first server of the process is made. What is set already stays.
  static void apply() {
    // How long a request may take to arrive, with its body, in seconds. A client that sends a byte
    // now and then would hold a connection for good.
    set("sun.net.httpserver.maxReqTime", "30");
    // How long an answer may take to be fetched.
    set("sun.net.httpserver.maxRspTime", "60");
    set("jdk.httpserver.maxConnections", "256");
    set("sun.net.httpserver.maxIdleConnections", "64");
    set("sun.net.httpserver.idleInterval", "60");
    set("sun.net.httpserver.maxReqHeaders", "100");
    set("sun.net.httpserver.maxReqHeaderSize", "32768");
    // Of a body that was not read, no more is read; the connection is closed. With 0, none would be
    // kept open.
    set("sun.net.httpserver.drainAmount", "1");
    // Otherwise the second packet of an answer waits for the acknowledgement of the first.
    set("sun.net.httpserver.nodelay", "true");
  }

  private static void set(String name, String value) {
    if (System.getProperty(name) == null) {
      System.setProperty(name, value);
    }
  }
}
