package dev.drift.kubernetes.http;

import dev.drift.git.GitOptions;
import dev.drift.kubernetes.read.ReadRequest;
import dev.drift.snapshot.file.SnapshotFile;

/// What a client must not be, so that a test can show that it would be noticed.
public record ClientBreach(GitOptions client, ReadRequest above, SnapshotFile use) {}
