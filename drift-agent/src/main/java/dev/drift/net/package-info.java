/// What all networked packages share: proxies, and URLs that may hold a password.
/// Knows no other package of the agent.
@NullMarked
package dev.drift.net;

import org.jspecify.annotations.NullMarked;
