package dev.drift.report.view;

/// How much a part of a report matters; a format chooses a colour or a sign for each.
public enum Level {
  NEUTRAL,
  SUCCESS,
  WARNING,
  ERROR
}
