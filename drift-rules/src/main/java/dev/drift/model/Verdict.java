package dev.drift.model;

/// What a run found out about one resource.
public enum Verdict {
  IN_SYNC,
  DRIFTED,
  /// Drifted in a field that the API server does not change: only deleting the object and making it
  /// anew gives back what Git says.
  NEEDS_RECREATE,
  MISSING,
  UNMANAGED,
  /// A Job that is gone because its time to live after completion has passed.
  COMPLETED,
  /// The object is being deleted, or its namespace is.
  PENDING,
  /// Git asks for something that the type of the resource does not have.
  INVALID_DESIRED,
  /// Could not be read or compared, so nothing is known.
  UNKNOWN
}
