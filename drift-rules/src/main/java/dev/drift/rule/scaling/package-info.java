/// Rules about how much runs, and where.
package dev.drift.rule.scaling;
