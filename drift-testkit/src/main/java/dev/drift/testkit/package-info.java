/// A real control plane for tests.
@org.jspecify.annotations.NullMarked
package dev.drift.testkit;
