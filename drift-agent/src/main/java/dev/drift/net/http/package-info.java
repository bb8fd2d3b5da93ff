/// A small client of REST services: one attempt or several, within limits, and in words that hold
/// no credentials.
@NullMarked
package dev.drift.net.http;

import org.jspecify.annotations.NullMarked;
