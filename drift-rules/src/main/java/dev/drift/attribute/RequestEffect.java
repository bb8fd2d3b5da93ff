package dev.drift.attribute;

/// What a request did to a path, as far as its body shows.
enum RequestEffect {
  /// It says nothing of the path.
  NONE,
  /// It names the path and makes it what it is now.
  MAKES,
  /// It writes the whole object, and the path is in it as it is now: it may have been so before.
  CARRIES,
  /// It may have made it what it is now: that depends on what the body does not show.
  UNCLEAR,
  /// It makes the path something else than it is now.
  DIFFERS
}
