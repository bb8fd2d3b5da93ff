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

/// The configuration of a Trino Gateway differs from Git.
final class TrinoGatewayChanged implements DifferenceRule {
  private static final RuleInfo INFO =
      RuleInfo.of("CFG017", "changed-trino-gateway", Category.CONFIGURATION, Severity.MEDIUM)
          .what("The configuration of a Trino Gateway differs from Git.")
          .why(
              "The gateway decides which cluster gets each query and the credentials sent with it.")
          .example("`proxyTo` of a backend was pointed at a cluster that was still being built.")
          .remedy(
              "Undo the change, or declare it in Git; then restart the workloads that read it.");

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
