/// What a difference means: one rule, one class, one file.
package dev.drift.rule;
