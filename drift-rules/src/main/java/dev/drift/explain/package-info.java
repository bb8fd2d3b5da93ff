/// What accounts for a difference although nobody changed anything: controllers, allocations,
/// autoscalers, injectors. A finite list, each entry with a name.
package dev.drift.explain;
