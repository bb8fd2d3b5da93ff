/// What the API server computes when it stores an object. Each class is one such computation.
package dev.drift.canonical.defaults;
