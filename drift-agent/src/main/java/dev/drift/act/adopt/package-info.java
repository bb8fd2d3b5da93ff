/// Writes what runs into Git: on a branch of its own, with a request to merge it.
@NullMarked
package dev.drift.act.adopt;

import org.jspecify.annotations.NullMarked;
