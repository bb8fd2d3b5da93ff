/// Secrets in texts: settings, command lines, URLs, markup, keys by their shape.
package dev.drift.secret.text;
