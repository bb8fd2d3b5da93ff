/// The canonical form, which Drift computes by itself, against what a real API server stores:
/// objects are generated from the server's own OpenAPI documents, and the server's answer to a
/// dry-run is the only source of expected values.
@NullMarked
package dev.drift.differential;

import org.jspecify.annotations.NullMarked;
