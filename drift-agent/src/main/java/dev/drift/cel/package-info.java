/// Conditions of policies in CEL, the Common Expression Language; only this package uses its
/// library.
@NullMarked
package dev.drift.cel;

import org.jspecify.annotations.NullMarked;
