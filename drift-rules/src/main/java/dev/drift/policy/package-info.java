/// Policies: what differs and may, for a reason, an owner and a time; and how bad findings are
/// here.
package dev.drift.policy;
