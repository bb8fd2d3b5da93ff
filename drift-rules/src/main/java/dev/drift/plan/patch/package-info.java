/// JSON Patches (RFC 6902): operations, what they make of a value, and how they are put together.
package dev.drift.plan.patch;
