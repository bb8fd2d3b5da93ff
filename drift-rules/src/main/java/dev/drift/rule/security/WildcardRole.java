package dev.drift.rule.security;

import dev.drift.finding.Category;
import dev.drift.finding.Severity;
import dev.drift.model.LiveResource;
import dev.drift.model.kind.GroupKind;
import dev.drift.model.kind.Kinds;
import dev.drift.model.value.Path;
import dev.drift.model.value.Value;
import dev.drift.rule.Offence;
import dev.drift.rule.ResourceRule;
import dev.drift.rule.RuleInfo;
import dev.drift.rule.security.rbac.AccessGraph;
import dev.drift.rule.security.rbac.RoleWords;
import dev.drift.world.MaskedWorld;
import dev.drift.world.Reads;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/// A role allows everything, or all verbs, instead of listing what it needs.
final class WildcardRole implements ResourceRule {
  private static final RuleInfo INFO =
      RuleInfo.of("SEC013", "wildcard-role", Category.SECURITY, Severity.HIGH)
          .what("A Role or ClusterRole has a wildcard (`*`) in its verbs or resources.")
          .why(
              "A wildcard also allows what nobody thought of, such as `pods/exec` and future kinds.")
          .example("The Role trino/operator allows all verbs on all resources of the core group.")
          .remedy("List only the verbs and resources that are needed.");

  @Override
  public RuleInfo info() {
    return INFO;
  }

  private static final Value STAR = Value.of("*");

  @Override
  public Set<GroupKind> kinds() {
    return Set.of(Kinds.ROLE, Kinds.CLUSTER_ROLE);
  }

  @Override
  public Reads reads() {
    return RoleWords.READS;
  }

  @Override
  public List<Offence> judge(LiveResource resource, MaskedWorld world) {
    List<Offence> offences = new ArrayList<>();
    // The rules of an aggregated role stand in others, too.
    if (AccessGraph.isServersOwn(resource)
        || resource.content().get("aggregationRule").isPresent()) {
      return offences;
    }
    List<Value> rules = resource.content().list("rules");
    for (int i = 0; i < rules.size(); i++) {
      if (rules.get(i) instanceof Value.Obj rule && isWild(rule)) {
        String allowed = RoleWords.ofRule(rule, resource.id().namespace(), world);
        if (!allowed.isEmpty()) {
          offences.add(
              new Offence(
                  resource.ref(),
                  Path.of("rules").plus(new Path.Index(i)),
                  severity(rule),
                  "subjects bound to it may " + allowed));
        }
      }
    }
    return offences;
  }

  private static boolean isWild(Value.Obj rule) {
    return rule.list("verbs").contains(STAR) || rule.list("resources").contains(STAR);
  }

  /// Full access to its own kinds is normal for an operator.
  private static Severity severity(Value.Obj rule) {
    List<Value> groups = rule.list("apiGroups");
    boolean own =
        !groups.isEmpty()
            && groups.stream()
                .allMatch(
                    group ->
                        group instanceof Value.Str(String name)
                            && name.indexOf('.') > 0
                            && !name.endsWith(".k8s.io"));
    if (own || !rule.list("resourceNames").isEmpty()) {
      return Severity.LOW;
    }
    return rule.list("resources").contains(STAR) ? Severity.HIGH : Severity.MEDIUM;
  }
}
