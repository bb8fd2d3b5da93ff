/// Differences that a team has accepted for a while, in a file that Git keeps.
@NullMarked
package dev.drift.policy.baseline;

import org.jspecify.annotations.NullMarked;
