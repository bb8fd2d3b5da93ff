package dev.drift.policy.action;

public interface Hold {
  String sentence();
}
