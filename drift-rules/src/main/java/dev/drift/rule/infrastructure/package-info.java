/// Rules about storage, entry points and nodes.
package dev.drift.rule.infrastructure;
