package dev.drift.model.origin;

import static java.util.Objects.requireNonNull;

import dev.drift.model.value.Path;

/// Where one of its files says the value of a rendered manifest: the last of them that does.
///
/// @param path in the manifest, with an index for each item
/// @param what says it, such as `patch`
public record Saying(Path path, Place place, String what) {
  public Saying {
    requireNonNull(path, "path is null");
    requireNonNull(place, "place is null");
    requireNonNull(what, "what is null");
  }
}
