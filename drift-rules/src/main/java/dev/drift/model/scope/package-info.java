/// What a source claims to describe, and which kinds are read although Git does not name them.
package dev.drift.model.scope;
