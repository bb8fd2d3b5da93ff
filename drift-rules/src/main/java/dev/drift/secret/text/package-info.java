/// Secrets in texts: settings, command lines, URLs, markup, keys by their shape; and the walks over
/// objects that find the texts and mask them.
package dev.drift.secret.text;
