package dev.drift.policy.action;

import java.time.Instant;

public record Seen(int checks, Instant since) {}
