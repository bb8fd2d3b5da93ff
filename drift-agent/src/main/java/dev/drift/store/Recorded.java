package dev.drift.store;

/// What recording a run changed.
///
/// @param opened findings that began, or came back
/// @param ended findings that are gone
/// @param known whether the run was recorded before, so that nothing was changed
public record Recorded(int opened, int ended, boolean known) {}
