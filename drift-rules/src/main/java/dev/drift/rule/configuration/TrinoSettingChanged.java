package dev.drift.rule.configuration;

import dev.drift.finding.Category;
import dev.drift.finding.Severity;
import dev.drift.rule.ConfigFile;
import dev.drift.rule.DifferenceRule;
import dev.drift.rule.Judged;
import dev.drift.rule.RuleInfo;

/// A Trino server setting differs from Git.
final class TrinoSettingChanged implements DifferenceRule {
  private static final RuleInfo INFO =
      RuleInfo.of("CFG011", "changed-trino-setting", Category.CONFIGURATION, Severity.MEDIUM)
          .what("A Trino server setting differs from Git.")
          .why(
              "Memory limits, ports and the coordinator's address determine whether queries run and whether workers can join the cluster.")
          .example("`query.max-memory` of the coordinator was raised by hand.")
          .remedy("Undo the change, or declare it in Git; then restart the servers.");

  @Override
  public RuleInfo info() {
    return INFO;
  }

  @Override
  public boolean matches(Judged difference) {
    return ConfigFile.of(difference).filter(TrinoSettingChanged::isOne).isPresent();
  }

  private static boolean isOne(ConfigFile file) {
    return file.file().endsWith(".properties")
        && (file.has(
                "discovery.uri",
                "node-scheduler.include-coordinator",
                "query.max-memory",
                "query.max-memory-per-node",
                "node.environment",
                "exchange-manager.name",
                "spooling-manager.name",
                "session-property-config.configuration-manager")
            || (file.has("coordinator") && file.has("http-server.http.port")));
  }

  @Override
  public String message(Judged difference) {
    ConfigFile file = ConfigFile.of(difference).orElseThrow();
    return "Trino: %s".formatted(file.tells(difference));
  }
}
