package dev.drift.net;

import dev.drift.kubernetes.read.ReadRequest;

/// What a shared package must not be, so that a test can show that it would be noticed.
public record SharedBreach(ReadRequest adapter) {}
