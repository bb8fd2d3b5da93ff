package dev.drift.bench;

/// A row of the table.
///
/// @param requests to the API server in one run
/// @param bytes from the API server in one run
record Measured(int objects, String name, Cost cost, long requests, long bytes) {}
