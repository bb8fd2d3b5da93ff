/// Actions of policies: what is done about a finding, when, and why an act has to wait. Nothing
/// here acts or counts.
package dev.drift.policy.action;
