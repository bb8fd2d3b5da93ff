/// Kinds of Kubernetes: by group and name, as an API server serves them, and those that Drift
/// knows.
package dev.drift.model.kind;
