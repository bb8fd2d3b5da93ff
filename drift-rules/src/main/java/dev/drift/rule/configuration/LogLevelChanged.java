package dev.drift.rule.configuration;

import dev.drift.finding.Category;
import dev.drift.finding.Severity;
import dev.drift.model.Value;
import dev.drift.rule.ConfigFile;
import dev.drift.rule.DifferenceRule;
import dev.drift.rule.Judged;
import dev.drift.rule.RuleInfo;
import dev.drift.secret.Shown;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;

/// A log level, or what else says how a program logs, is not what Git says.
final class LogLevelChanged implements DifferenceRule {
  private static final RuleInfo INFO =
      new RuleInfo(
          "CFG013",
          "changed-log-level",
          Category.CONFIGURATION,
          Severity.LOW,
          "A log level, or what else says how a program logs, is not what Git says.",
          "Logs that say too little hide incidents; those that say too much fill disks, and may hold what queries and users sent.",
          "The log level of io.trino was set to DEBUG and never set back.",
          "Restore the level from Git, or update Git.");

  private static final Pattern NAME =
      Pattern.compile(
          "log\\.properties|logging\\.properties|(.*[._-])?(log4j2?|logback)([._-].*)?");
  private static final Set<String> LEVELS =
      Set.of("OFF", "FATAL", "ERROR", "WARN", "WARNING", "INFO", "DEBUG", "TRACE", "ALL");

  @Override
  public RuleInfo info() {
    return INFO;
  }

  @Override
  public boolean matches(Judged difference) {
    return ConfigFile.of(difference).filter(LogLevelChanged::isOne).isPresent();
  }

  private static boolean isOne(ConfigFile file) {
    return NAME.matcher(file.file()).matches();
  }

  @Override
  public String message(Judged difference) {
    ConfigFile file = ConfigFile.of(difference).orElseThrow();
    boolean level =
        file.setting().isPresent()
            && (difference.path().elements().size() == 3)
            && (isLevel(difference.desired()) || isLevel(difference.live()));
    return "%s%s".formatted(level ? "the log level of " : "logging: ", file.tells(difference));
  }

  private static boolean isLevel(Shown shown) {
    return shown instanceof Shown.Plain plain
        && plain.value() instanceof Value.Str(String text)
        && LEVELS.contains(text.toUpperCase(Locale.ROOT));
  }
}
