/// The words of Drift as immutable values: paths, values, resources, differences, problems.
package dev.drift.model;
