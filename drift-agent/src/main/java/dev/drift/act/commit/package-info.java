/// How Drift commits, as `drift.yaml` says.
@NullMarked
package dev.drift.act.commit;

import org.jspecify.annotations.NullMarked;
