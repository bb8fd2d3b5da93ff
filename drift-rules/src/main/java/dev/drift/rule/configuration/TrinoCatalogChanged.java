package dev.drift.rule.configuration;

import dev.drift.finding.Category;
import dev.drift.finding.Severity;
import dev.drift.model.Change;
import dev.drift.model.value.Value;
import dev.drift.rule.ConfigFile;
import dev.drift.rule.DifferenceRule;
import dev.drift.rule.JudgedDifference;
import dev.drift.rule.RuleInfo;

/// A Trino catalog differs from Git.
final class TrinoCatalogChanged implements DifferenceRule {
  private static final RuleInfo INFO =
      RuleInfo.of("CFG010", "changed-trino-catalog", Category.CONFIGURATION, Severity.MEDIUM)
          .what("A Trino catalog differs from Git.")
          .why(
              "A catalog defines which data Trino reads and writes, and where; every query on a missing catalog fails.")
          .example("`hive.metastore.uri` in the catalog hive was pointed at another metastore.")
          .remedy("Undo the change, or declare it in Git; then restart Trino.");

  private static final String CONNECTOR = "connector.name";

  @Override
  public RuleInfo info() {
    return INFO;
  }

  @Override
  public boolean matches(JudgedDifference difference) {
    return difference.file().filter(TrinoCatalogChanged::isOne).isPresent();
  }

  private static boolean isOne(ConfigFile file) {
    return file.fileName().endsWith(".properties") && file.has(CONNECTOR);
  }

  @Override
  public String message(JudgedDifference difference) {
    ConfigFile file = difference.file().orElseThrow();
    String catalog =
        file.fileName().substring(0, file.fileName().length() - ".properties".length());
    if (file.setting().isPresent()) {
      return "catalog %s: %s".formatted(catalog, file.message(difference));
    }
    return "the catalog %s%s %s".formatted(catalog, connector(file), ConfigFile.wholly(difference));
  }

  @Override
  public Severity severity(JudgedDifference difference) {
    boolean whole = difference.file().orElseThrow().setting().isEmpty();
    boolean gone = whole && difference.change() == Change.REMOVED;
    return gone || difference.endsIn(CONNECTOR) ? Severity.HIGH : INFO.severity();
  }

  private static String connector(ConfigFile file) {
    return file.sides().stream()
        .flatMap(side -> side instanceof Value.Obj object ? object.text(CONNECTOR).stream() : null)
        .findFirst()
        .map(" (connector %s)"::formatted)
        .orElse("");
  }
}
