package dev.drift.forge.request;

import static java.util.Objects.requireNonNull;

/// A pull or merge request.
///
/// @param number within its project
/// @param link its page
/// @param target the branch that it goes to
public record Request(
    long number, String link, State state, String title, String body, String target) {
  public enum State {
    OPEN,
    MERGED,
    /// Closed, and not merged.
    CLOSED
  }

  public Request {
    requireNonNull(link, "link is null");
    requireNonNull(state, "state is null");
    requireNonNull(title, "title is null");
    requireNonNull(body, "body is null");
    requireNonNull(target, "target is null");
  }
}
