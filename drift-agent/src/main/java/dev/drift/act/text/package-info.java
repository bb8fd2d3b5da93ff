/// Findings in words, for people who are not at a terminal. All names and values are texts of
/// unknown origin: who puts them into a markup language escapes them there.
@NullMarked
package dev.drift.act.text;

import org.jspecify.annotations.NullMarked;
