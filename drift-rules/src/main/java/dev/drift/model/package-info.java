/// The words of Drift as immutable values: resources, manifests, differences, verdicts, problems;
/// and what gathers them.
package dev.drift.model;
