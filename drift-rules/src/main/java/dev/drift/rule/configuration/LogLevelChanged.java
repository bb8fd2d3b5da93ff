package dev.drift.rule.configuration;

import dev.drift.finding.Category;
import dev.drift.finding.Severity;
import dev.drift.model.value.Value;
import dev.drift.rule.ConfigFile;
import dev.drift.rule.DifferenceRule;
import dev.drift.rule.JudgedDifference;
import dev.drift.rule.RuleInfo;
import dev.drift.secret.Shown;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/// A log level or another logging setting differs from Git.
final class LogLevelChanged implements DifferenceRule {
  private static final RuleInfo INFO =
      RuleInfo.of("CFG013", "changed-log-level", Category.CONFIGURATION, Severity.LOW)
          .what("A log level or another logging setting differs from Git.")
          .why(
              "Too little logging hides incidents; too much fills disks and may record what queries and users sent.")
          .example("The log level of io.trino was set to DEBUG and never reset.")
          .remedy("Undo the change, or declare it in Git.");

  private static final Pattern NAME =
      Pattern.compile(
          "log\\.properties|logging\\.properties|(.*[._-])?(log4j2?|logback)([._-].*)?");
  private static final Pattern VARIABLE =
      Pattern.compile(
          "(.*_)?(LOG|LOGGING|LOGGER)_?(LEVEL|VERBOSITY)(_.*)?|RUST_LOG", Pattern.CASE_INSENSITIVE);
  private static final Set<String> LEVELS =
      Set.of("OFF", "FATAL", "ERROR", "WARN", "WARNING", "INFO", "DEBUG", "TRACE", "ALL");

  @Override
  public RuleInfo info() {
    return INFO;
  }

  @Override
  public boolean matches(JudgedDifference difference) {
    return difference.file().filter(LogLevelChanged::isOne).isPresent() || isVariable(difference);
  }

  /// An environment variable whose name and value say so, such as `LOG_LEVEL=debug`.
  private static boolean isVariable(JudgedDifference difference) {
    return difference.itemName("env").filter(VARIABLE.asMatchPredicate()).isPresent()
        && (variable(difference.desired()).isPresent() || variable(difference.live()).isPresent());
  }

  /// The level, whether the variable changed its value or was added or removed as a whole.
  private static Optional<String> variable(Shown shown) {
    Optional<Value> value =
        shown instanceof Shown.Plain plain
            ? plain.value() instanceof Value.Obj whole
                ? whole.get("value")
                : Optional.of(plain.value())
            : Optional.empty();
    return value
        .filter(one -> one instanceof Value.Str(String text) && isLevel(text))
        .map(one -> ((Value.Str) one).value());
  }

  private static boolean isOne(ConfigFile file) {
    return NAME.matcher(file.fileName()).matches();
  }

  @Override
  public String message(JudgedDifference difference) {
    if (isVariable(difference)) {
      return "the log level %s %s"
          .formatted(difference.itemName("env").orElseThrow(), variableComparison(difference));
    }
    ConfigFile file = difference.file().orElseThrow();
    boolean level =
        file.setting().isPresent()
            && (difference.path().elements().size() == 3)
            && (isLevel(difference.desired()) || isLevel(difference.live()));
    return "%s%s".formatted(level ? "the log level of " : "logging: ", file.message(difference));
  }

  private static String variableComparison(JudgedDifference difference) {
    return switch (difference.change()) {
      case ADDED, UNMANAGED ->
          variable(difference.live())
              .map("is %s, but Git does not set it"::formatted)
              .orElseGet(difference::comparison);
      case REMOVED, MISSING ->
          variable(difference.desired())
              .map("is missing, but Git declares %s"::formatted)
              .orElseGet(difference::comparison);
      case CHANGED, DEFAULT_CHANGED, REORDERED -> difference.comparison();
    };
  }

  private static boolean isLevel(Shown shown) {
    return shown instanceof Shown.Plain plain
        && plain.value() instanceof Value.Str(String text)
        && isLevel(text);
  }

  private static boolean isLevel(String text) {
    return LEVELS.contains(text.toUpperCase(Locale.ROOT));
  }
}
