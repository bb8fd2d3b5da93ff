package dev.drift.kubernetes.http;

import dev.drift.git.remote.GitSettings;
import dev.drift.judge.Rules;
import dev.drift.kubernetes.read.ReadRequest;
import dev.drift.snapshot.file.SnapshotFile;
import io.fabric8.kubernetes.client.informers.ResourceEventHandler;

/// What a client must not be, so that a test can show that it would be noticed.
public record ClientBreach(
    GitSettings client,
    ReadRequest above,
    SnapshotFile use,
    Rules rules,
    ResourceEventHandler<Object> informer) {}
