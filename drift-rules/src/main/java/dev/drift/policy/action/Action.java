package dev.drift.policy.action;

public enum Action {
  REVERT,
  ADOPT,
  REPORT,
  NONE
}
