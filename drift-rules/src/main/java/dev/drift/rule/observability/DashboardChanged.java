package dev.drift.rule.observability;

import dev.drift.finding.Category;
import dev.drift.finding.Severity;
import dev.drift.model.ResourceId;
import dev.drift.model.kind.Kinds;
import dev.drift.model.value.Path;
import dev.drift.model.value.Value;
import dev.drift.rule.DifferenceRule;
import dev.drift.rule.JudgedDifference;
import dev.drift.rule.RuleInfo;
import dev.drift.world.Declared;
import java.util.List;

/// A dashboard differs from Git.
final class DashboardChanged implements DifferenceRule {
  private static final RuleInfo INFO =
      RuleInfo.of("OBS004", "changed-dashboard", Category.OBSERVABILITY, Severity.LOW)
          .what("A dashboard differs from Git.")
          .why("People rely on dashboards during incidents.")
          .example("A panel of the ConfigMap grafana-dashboards was edited by hand.")
          .remedy("Undo the change, or declare it in Git.");

  @Override
  public RuleInfo info() {
    return INFO;
  }

  @Override
  public boolean matches(JudgedDifference difference) {
    return (difference.kind().equals(Kinds.CONFIG_MAP)
            && difference.passes("data")
            && difference.path().elements().size() > 1
            && difference.path().elements().get(1) instanceof Path.Field(String name)
            && name.endsWith(".json")
            && isDashboard(difference))
        || difference.kind().kind().equals("GrafanaDashboard");
  }

  @Override
  public String message(JudgedDifference difference) {
    List<Path.Element> elements = difference.path().elements();
    return elements.size() > 2 && elements.get(1) instanceof Path.Field(String name)
        ? "the dashboard %s: %s %s".formatted(name, difference.lastName(), difference.comparison())
        : "the dashboard %s %s".formatted(difference.lastName(), difference.comparison());
  }

  /// By Grafana's usual label, or by its name.
  private static boolean isDashboard(JudgedDifference difference) {
    ResourceId id = difference.difference().resource().id();
    return id.name().contains("dashboard")
        || difference
            .world()
            .desired(id)
            .map(Declared::content)
            .filter(DashboardChanged::hasLabel)
            .isPresent();
  }

  private static boolean hasLabel(Value.Obj content) {
    return content.object("metadata").object("labels").get("grafana_dashboard").isPresent();
  }
}
