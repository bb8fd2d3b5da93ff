/// Webhooks that the daemon receives, of Git servers and of API servers.
@NullMarked
package dev.drift.serve.hook;

import org.jspecify.annotations.NullMarked;
