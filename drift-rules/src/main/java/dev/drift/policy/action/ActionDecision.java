package dev.drift.policy.action;

import java.util.List;
import java.util.Optional;

public record ActionDecision(Action action, Optional<ActionRule> rule, List<Hold> holds) {}
