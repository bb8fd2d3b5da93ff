/// How fast Drift is: against `kubectl diff` and the bare LISTs, as whole processes in one run, and
/// in the small by JMH.
@org.jspecify.annotations.NullMarked
package dev.drift.bench;
