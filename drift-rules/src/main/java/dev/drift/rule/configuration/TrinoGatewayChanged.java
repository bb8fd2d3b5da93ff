package dev.drift.rule.configuration;

import dev.drift.finding.Category;
import dev.drift.finding.Severity;
import dev.drift.model.Path;
import dev.drift.model.Value;
import dev.drift.rule.ConfigFile;
import dev.drift.rule.DifferenceRule;
import dev.drift.rule.Judged;
import dev.drift.rule.RuleInfo;
import java.util.Set;

/// The configuration of a Trino Gateway is not what Git says.
final class TrinoGatewayChanged implements DifferenceRule {
  private static final RuleInfo INFO =
      new RuleInfo(
          "CFG017",
          "changed-trino-gateway",
          Category.CONFIGURATION,
          Severity.MEDIUM,
          "The configuration of a Trino Gateway is not what Git says.",
          "The gateway decides which cluster gets a query, with the credentials that come along.",
          "`proxyTo` of a backend was changed to a cluster that is being built.",
          "Undo the change, or declare it in Git; then restart what reads it.");

  @Override
  public RuleInfo info() {
    return INFO;
  }

  @Override
  public boolean matches(Judged difference) {
    return ConfigFile.of(difference).filter(TrinoGatewayChanged::isOne).isPresent();
  }

  private static boolean isOne(ConfigFile file) {
    return file.any(TrinoGatewayChanged::isConfiguration)
        || file.any(one -> has(one, "condition", "actions"))
        || file.any(one -> has(one, "proxyTo", "routingGroup"));
  }

  @Override
  public String message(Judged difference) {
    ConfigFile file = ConfigFile.of(difference).orElseThrow();
    return "Trino Gateway: %s".formatted(file.tells(difference));
  }

  private static boolean isConfiguration(Value.Obj object) {
    return has(object, "dataStore")
        && (has(object, "routing")
            || has(object, "serverConfig")
            || has(object, "routingRules")
            || has(object, "clusterStatsConfiguration"));
  }

  private static boolean has(Value.Obj object, String... fields) {
    return object.fields().keySet().containsAll(Set.of(fields));
  }

  /// Where queries go, and whether they are encrypted on their way.
  @Override
  public Severity severity(Judged difference) {
    boolean encryption =
        difference.path().elements().getLast() instanceof Path.Field(String name)
            && name.startsWith("http-server.https.");
    return encryption || difference.endsIn("proxyTo") ? Severity.HIGH : INFO.severity();
  }
}
