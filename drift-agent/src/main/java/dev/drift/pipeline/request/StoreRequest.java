package dev.drift.pipeline.request;

import static java.util.Objects.requireNonNull;

import dev.drift.store.StoreLogin;
import dev.drift.store.StoreUrl;

/// The store of a run.
public record StoreRequest(StoreUrl url, StoreLogin login) {
  public StoreRequest {
    requireNonNull(url, "url is null");
    requireNonNull(login, "login is null");
  }
}
