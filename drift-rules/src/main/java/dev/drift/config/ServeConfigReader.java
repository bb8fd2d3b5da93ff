package dev.drift.config;

import java.util.List;
import java.util.Map;

/// Reads the section `serve`. Each key that is not of the web server goes into a method of its own,
/// and its name into [#KEYS].
final class ServeConfigReader {
  private static final KnownKeys KEYS =
      new KnownKeys(
          "serve",
          List.of("listen", "tls", "token", "metrics", "hooks"),
          Map.of(),
          Map.of("address", "listen", "port", "listen", "webhooks", "hooks"));

  private ServeConfigReader() {}

  static ServeConfig read(Mapping serve) {
    serve.check(KEYS);
    return new ServeConfig(WebConfigReader.read(serve));
  }
}
