package dev.drift.config;

import static java.util.Objects.requireNonNull;

/// What the daemon does, from the section `serve` of the agent's `drift.yaml`.
///
/// @param web what it serves over HTTP
public record ServeConfig(WebConfig web) {
  public static final ServeConfig DEFAULT = new ServeConfig(WebConfig.DEFAULT);

  public ServeConfig {
    requireNonNull(web, "web is null");
  }
}
