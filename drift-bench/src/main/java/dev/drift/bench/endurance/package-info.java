/// What the daemon takes over hours: how soon it sees and undoes a change, its memory and CPU, and
/// whether it loses anything, under load and faults.
@org.jspecify.annotations.NullMarked
package dev.drift.bench.endurance;
