package dev.drift.forge.issue;

import static java.util.Objects.requireNonNull;

/// An issue as the forge keeps it.
///
/// @param number within its repository
/// @param url for people
public record Issue(long number, String url, String title, String body, boolean open) {
  public Issue {
    requireNonNull(url, "url is null");
    requireNonNull(title, "title is null");
    requireNonNull(body, "body is null");
  }
}
