package dev.drift.rule.security.rbac;

import dev.drift.model.kind.Kinds;
import dev.drift.model.value.Value;
import dev.drift.world.MaskedWorld;
import dev.drift.world.Reads;
import java.util.List;

/// What a rule of a role allows, in words.
public final class RoleWords {
  /// What [#ofRule] reads.
  public static final Reads READS = Reads.inCluster(Kinds.CUSTOM_RESOURCE_DEFINITION);

  private RoleWords() {}

  /// What stands after "may", where the rule is bound.
  ///
  /// @param scope the namespace; empty for the whole cluster
  public static String ofRule(Value.Obj rule, String scope, MaskedWorld world) {
    Rights rights = new Rights();
    Value.Obj role = Value.Obj.EMPTY.with("rules", new Value.Arr(List.of(rule)));
    PolicyRules.expand(role, scope, new ClusterScoped(world), rights);
    return RightWords.of(rights, new Rights()).shortened();
  }
}
