/// Messages to Slack and to receivers of CloudEvents, and the outbox that keeps them until they are
/// delivered.
@NullMarked
package dev.drift.act.message;

import org.jspecify.annotations.NullMarked;
