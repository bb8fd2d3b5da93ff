/// What is said of findings on one line, for formats and channels that have no room for more.
@NullMarked
package dev.drift.finding.text;

import org.jspecify.annotations.NullMarked;
