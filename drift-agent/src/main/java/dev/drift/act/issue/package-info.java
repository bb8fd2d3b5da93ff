/// One issue for each group of findings: opened, updated and closed, found again by a marker in its
/// body, and never opened twice.
@NullMarked
package dev.drift.act.issue;

import org.jspecify.annotations.NullMarked;
