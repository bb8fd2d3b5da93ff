/// Who changed something, as far as it is known.
package dev.drift.attribute;
