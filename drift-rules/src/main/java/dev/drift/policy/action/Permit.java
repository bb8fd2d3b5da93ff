package dev.drift.policy.action;

public enum Permit {
  DELETE,
  WITHOUT_DRY_RUN,
  RESTART,
  RECONCILE,
  TAKE_OVER
}
