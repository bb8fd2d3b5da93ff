/// The boundary that no secret crosses: what is secret, how it is masked, what may be shown.
///
/// What stays unmasked by design: a secret that neither its name nor its shape nor its place tells,
/// such as a password as a whole line of a text; a name that is a secret, but below `tokens`; what
/// is encrypted, or packed otherwise than in gzip; what is encoded more than three times;
/// the user of a URL; public certificates; references such as `${ENV:X}`, `$(X)`, `$NAME` in
/// capitals, `{{…}}` and paths such as `/etc/…`, even where they are the password itself. A mask
/// that was copied out of a report of the same key is taken for a mask.
package dev.drift.secret;
