/// What the API server would store for a desired resource: types, defaults, computed values.
package dev.drift.canonical;
