/// The words of Drift as immutable values: paths, values, resources, differences, problems; and
/// what gathers them.
package dev.drift.model;
