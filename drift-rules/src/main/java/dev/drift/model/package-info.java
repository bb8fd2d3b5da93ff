/// The words of Drift as immutable values: paths, values, resources, differences, findings,
// reports.
package dev.drift.model;
