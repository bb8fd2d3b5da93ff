/// The daemon's HTTP server: the page, health, metrics, the API and webhooks. `docs/api.md`
/// describes it.
@NullMarked
package dev.drift.serve.web;

import org.jspecify.annotations.NullMarked;
