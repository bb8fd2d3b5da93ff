package dev.drift.forge.request;

import static java.util.Objects.requireNonNull;

/// A request that is to be opened.
public record Draft(String branch, String target, String title, String body) {
  public Draft {
    requireNonNull(branch, "branch is null");
    requireNonNull(target, "target is null");
    requireNonNull(title, "title is null");
    requireNonNull(body, "body is null");
  }
}
