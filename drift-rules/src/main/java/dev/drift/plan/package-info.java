/// Plans: what Drift would do about an evaluation, to which value, why, and what it leaves alone.
package dev.drift.plan;
