/// Objects as trees of values, paths into them, and how both are followed and edited.
/// `SecretFacts`, `ReleaseFacts` and `HeldObject` are what is known of a masked Secret.
package dev.drift.model.value;
