/// Criteria of policies: which differences of which resources they speak of. What is ignored and
/// what is acted on is selected by the same code.
package dev.drift.policy.match;
