/// Names that make a value a secret, and names that do not.
package dev.drift.secret.name;
