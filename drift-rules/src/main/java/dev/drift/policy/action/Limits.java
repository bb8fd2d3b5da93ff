package dev.drift.policy.action;

import java.util.OptionalInt;

public record Limits(
    OptionalInt perRun, OptionalInt perHour, OptionalInt perObjectPerHour, int attempts) {}
