/// What can be wrong, and what it means: one rule, one class, one file, in the package of its
/// category. Here is what they share.
package dev.drift.rule;
