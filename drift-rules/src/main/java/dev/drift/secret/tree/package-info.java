/// Texts that are JSON or YAML, read with the place of each value.
package dev.drift.secret.tree;
