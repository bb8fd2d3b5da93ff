/// JMH benchmarks of the engine's inner parts.
@org.jspecify.annotations.NullMarked
package dev.drift.bench.micro;
