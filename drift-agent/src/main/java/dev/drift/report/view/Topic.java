package dev.drift.report.view;

/// What a [Listing] lists, in the order of the report.
public enum Topic {
  NOT_READ("NOT READ", Level.WARNING),
  UNKNOWN("UNKNOWN", Level.WARNING),
  INVALID("INVALID", Level.ERROR),
  PENDING("PENDING", Level.NEUTRAL),
  OWNED_ELSEWHERE("OWNED ELSEWHERE", Level.NEUTRAL),
  PROBLEMS("PROBLEMS", Level.ERROR),
  NOTES("NOTES", Level.NEUTRAL),
  ACCEPTED("ACCEPTED", Level.NEUTRAL),
  IGNORED("IGNORED", Level.NEUTRAL),
  SKIPPED("SKIPPED", Level.NEUTRAL),
  EXPLAINED("EXPLAINED", Level.NEUTRAL);

  private final String title;
  private final Level level;

  Topic(String title, Level level) {
    this.title = title;
    this.level = level;
  }

  public String title() {
    return title;
  }

  public Level level() {
    return level;
  }
}
