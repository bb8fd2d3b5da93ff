package dev.drift.rule.configuration;

import dev.drift.finding.Category;
import dev.drift.finding.Severity;
import dev.drift.model.value.Path;
import dev.drift.model.value.Value;
import dev.drift.rule.FileRule;
import dev.drift.rule.JudgedDifference;
import dev.drift.rule.RuleInfo;
import java.util.Set;

/// The rules for configuration files of Trino and Trino Gateway, except catalogs and access
/// control.
final class TrinoFiles {
  static final FileRule SETTINGS =
      FileRule.of(
          RuleInfo.of("CFG011", "changed-trino-setting", Category.CONFIGURATION, Severity.MEDIUM)
              .what("A Trino server setting differs from Git.")
              .why(
                  "Memory limits, ports and the coordinator's address determine whether queries run and whether workers can join the cluster.")
              .example("`query.max-memory` of the coordinator was raised by hand.")
              .remedy("Undo the change, or declare it in Git; then restart the servers."),
          "Trino: ",
          file ->
              file.fileName().endsWith(".properties")
                  && (file.has(
                          "discovery.uri",
                          "node-scheduler.include-coordinator",
                          "query.max-memory",
                          "query.max-memory-per-node",
                          "node.environment",
                          "exchange-manager.name",
                          "spooling-manager.name",
                          "session-property-config.configuration-manager")
                      || (file.has("coordinator") && file.has("http-server.http.port"))));

  static final FileRule RESOURCE_GROUPS =
      FileRule.of(
          RuleInfo.of("CFG015", "changed-resource-groups", Category.CONFIGURATION, Severity.MEDIUM)
              .what("Trino's resource groups differ from Git.")
              .why("Resource groups decide how many queries run at once and whose queries wait.")
              .example(
                  "`hardConcurrencyLimit` of the dashboards group was raised during an incident.")
              .remedy(
                  "Undo the change, or declare it in Git; then restart the workloads that read it."),
          "Trino resource groups: ",
          file -> file.has("resource-groups.configuration-manager", "rootGroups"));

  static final FileRule EVENT_LISTENER =
      FileRule.of(
          RuleInfo.of("CFG016", "changed-event-listener", Category.CONFIGURATION, Severity.MEDIUM)
              .what("A Trino event listener differs from Git.")
              .why(
                  "Query audit and usage data come from event listeners; without them, nobody knows who read what.")
              .example("The Kafka event listener was pointed at a topic that nobody reads.")
              .remedy(
                  "Undo the change, or declare it in Git; then restart the workloads that read it."),
          "Trino event listener: ",
          file -> file.has("event-listener.name"));

  /// High: where queries go, and whether they are encrypted on their way.
  static final FileRule GATEWAY =
      FileRule.of(
              RuleInfo.of(
                      "CFG017", "changed-trino-gateway", Category.CONFIGURATION, Severity.MEDIUM)
                  .what("The configuration of a Trino Gateway differs from Git.")
                  .why(
                      "The gateway decides which cluster gets each query and the credentials sent with it.")
                  .example(
                      "`proxyTo` of a backend was pointed at a cluster that was still being built.")
                  .remedy(
                      "Undo the change, or declare it in Git; then restart the workloads that read it."),
              "Trino Gateway: ",
              file ->
                  file.any(TrinoFiles::isGatewayConfiguration)
                      || file.any(one -> has(one, "condition", "actions"))
                      || file.any(one -> has(one, "proxyTo", "routingGroup")))
          .highIf(difference -> difference.endsIn("proxyTo") || isHttps(difference));

  private TrinoFiles() {}

  private static boolean isGatewayConfiguration(Value.Obj object) {
    return has(object, "dataStore")
        && (has(object, "routing")
            || has(object, "serverConfig")
            || has(object, "routingRules")
            || has(object, "clusterStatsConfiguration"));
  }

  private static boolean has(Value.Obj object, String... fields) {
    return object.fields().keySet().containsAll(Set.of(fields));
  }

  private static boolean isHttps(JudgedDifference difference) {
    return difference.path().elements().getLast() instanceof Path.Field(String name)
        && name.startsWith("http-server.https.");
  }
}
