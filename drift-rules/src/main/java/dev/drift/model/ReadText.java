package dev.drift.model;

import static java.util.Objects.requireNonNull;

import dev.drift.model.value.Path;
import dev.drift.model.value.Value;

/// A text that differs and is made of settings, read on both sides.
///
/// @param whole the difference of the whole text
/// @param desired what Git's text says, with its secrets masked
/// @param live what the cluster's text says, with its secrets masked
public record ReadText(Difference whole, SettingsFormat format, Value desired, Value live) {
  public ReadText {
    requireNonNull(whole, "whole is null");
    requireNonNull(format, "format is null");
    requireNonNull(desired, "desired is null");
    requireNonNull(live, "live is null");
  }

  public Path path() {
    return whole.path();
  }

  /// Whether both texts say the same in other words.
  public boolean saysTheSame() {
    return desired.equals(live);
  }
}
