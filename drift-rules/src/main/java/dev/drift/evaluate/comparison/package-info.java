/// One declared resource compared with its live object.
package dev.drift.evaluate.comparison;
