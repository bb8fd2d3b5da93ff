/// Desired against live, path by path.
package dev.drift.compare;
