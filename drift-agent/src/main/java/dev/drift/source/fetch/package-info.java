/// Fetches charts and files of other repositories, within what the agent's configuration allows.
@NullMarked
package dev.drift.source.fetch;

import org.jspecify.annotations.NullMarked;
