package dev.drift.canonical;

import dev.drift.model.Value;
import java.util.List;

/// All computed defaults, in the order in which they are applied.
final class ComputedDefaults {
  static final List<ComputedDefault> ALL =
      List.of(
          new ImagePullPolicy(),
          new ServiceAccountMirror(),
          new HostNetworkPorts(),
          new EmptyVolume(),
          new RequestsFromLimits(),
          new PodResources(),
          new RolloutDefaults(),
          new ServiceDefaults(),
          new JobDefaults(),
          new ReplicationControllerDefaults(),
          new NetworkPolicyTypes(),
          new SubjectGroups(),
          new ClaimDataSource(),
          new LimitRangeDefaults(),
          new NamespaceLabel(),
          new ClaimTemplateType(),
          new AutoscalerV1Target(),
          new CrdDefaults(),
          new ServiceAccountSecrets(),
          new NamespaceFinalizer(),
          new PodGracePeriod(),
          new EndpointTopology());

  private ComputedDefaults() {}

  static Value.Obj beforeDefaults(KindSchema schema, Value.Obj desired) {
    boolean secret = schema.apiVersion().equals("v1") && schema.kind().equals("Secret");
    Value.Obj distinct = OwnerReferences.distinct(desired);
    return secret ? SecretStringData.merged(distinct) : distinct;
  }

  static Value.Obj afterDefaults(KindSchema schema, Value.Obj written, Value.Obj filled) {
    Value.Obj object = filled;
    if (schema.origin() == KindSchema.Origin.BUILT_IN) {
      for (ComputedDefault computed : ALL) {
        if (computed.concerns(schema)) {
          object = computed.apply(schema, written, object);
        }
      }
    }
    return object;
  }
}
