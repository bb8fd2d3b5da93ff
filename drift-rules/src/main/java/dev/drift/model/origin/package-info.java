/// Where a manifest comes from: a place in a file, or a renderer with its inputs.
package dev.drift.model.origin;
