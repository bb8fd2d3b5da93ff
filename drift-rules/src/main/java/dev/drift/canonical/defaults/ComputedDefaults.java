package dev.drift.canonical.defaults;

import dev.drift.canonical.schema.KindSchema;
import dev.drift.model.value.Value;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/// All computed defaults, in the order in which they are applied.
public final class ComputedDefaults {
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
          new EndpointTopology(),
          new DeviceCounts(),
          new NodeRanges());

  /// Those that concern a kind, by its apiVersion and name: each kind is asked about once.
  private static final Map<String, List<ComputedDefault>> OF_KINDS = new ConcurrentHashMap<>();

  private ComputedDefaults() {}

  public static Value.Obj beforeDefaults(KindSchema schema, Value.Obj desired) {
    boolean secret = schema.apiVersion().equals("v1") && schema.kind().equals("Secret");
    Value.Obj distinct = DroppedFields.without(schema, OwnerReferences.distinct(desired));
    return secret ? SecretStringData.merged(distinct) : distinct;
  }

  public static Value.Obj afterDefaults(KindSchema schema, Value.Obj written, Value.Obj filled) {
    Value.Obj object = filled;
    if (schema.origin() == KindSchema.SchemaSource.BUILT_IN) {
      for (ComputedDefault computed : of(schema)) {
        object = computed.apply(schema, written, object);
      }
    }
    return object;
  }

  private static List<ComputedDefault> of(KindSchema builtIn) {
    return OF_KINDS.computeIfAbsent(
        builtIn.apiVersion() + " " + builtIn.kind(),
        _ -> ALL.stream().filter(computed -> computed.concerns(builtIn)).toList());
  }
}
