/// GitHub and GitLab over REST.
@NullMarked
package dev.drift.forge;

import org.jspecify.annotations.NullMarked;
