/// JSON to values and back, without loss.
package dev.drift.json;
