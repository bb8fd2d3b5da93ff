/// Labels and annotations that change behaviour, as a table, and the rules that read it.
package dev.drift.rule.metadata;
