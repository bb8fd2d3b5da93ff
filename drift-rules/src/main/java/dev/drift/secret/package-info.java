/// The boundary that no secret crosses: what is secret, how it is masked, what may be shown.
package dev.drift.secret;
