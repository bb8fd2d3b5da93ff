/// What the API server computes when it stores an object. Each class is one such computation,
/// except for what they share: `Edits`, `Labels` and `PodSpecs`.
package dev.drift.canonical.defaults;
