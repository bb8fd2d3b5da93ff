/// What a comparison saw, what it could not see, and what suffers.
package dev.drift.evaluate.coverage;
