package dev.drift.explain;

import dev.drift.model.Difference;
import dev.drift.model.LiveResource;
import dev.drift.model.ResourceId;
import dev.drift.model.kind.GroupKind;
import dev.drift.model.kind.Kinds;
import dev.drift.model.value.Path;
import dev.drift.model.value.Value;
import dev.drift.world.Reads;
import dev.drift.world.World;
import java.math.BigDecimal;
import java.util.Optional;

/// A HorizontalPodAutoscaler owns the replicas of its target, between its minimum and maximum. One
/// that Git declares and somebody deleted left them as they are: it is missing, they are not drift.
final class AutoscaledReplicas implements Explanation {
  private static final Path REPLICAS = Path.of("spec", "replicas");
  private static final Reads READS = Reads.inNamespace(Kinds.HORIZONTAL_POD_AUTOSCALER);

  @Override
  public String name() {
    return "autoscaled-replicas";
  }

  @Override
  public Reads reads() {
    return READS;
  }

  @Override
  public Optional<String> explain(Difference difference, LiveResource live, World world) {
    if (!difference.path().equals(REPLICAS)
        || !(difference.live().orElse(Value.Null.NULL) instanceof Value.Num(BigDecimal replicas))) {
      return Optional.empty();
    }
    ResourceId target = difference.resource().id();
    return world.ofKind(Kinds.HORIZONTAL_POD_AUTOSCALER, target.namespace()).stream()
        .filter(autoscaler -> owns(autoscaler.id(), autoscaler.content(), target, replicas))
        .findFirst()
        .map(autoscaler -> sentence("sets", autoscaler.id(), autoscaler.content()))
        .or(
            () ->
                world.missing(Kinds.HORIZONTAL_POD_AUTOSCALER).stream()
                    .filter(lost -> owns(lost.id(), lost.content(), target, replicas))
                    .findFirst()
                    .map(
                        lost ->
                            sentence(
                                "(now missing from the cluster) set", lost.id(), lost.content())));
  }

  private static boolean owns(
      ResourceId autoscaler, Value.Obj content, ResourceId target, BigDecimal replicas) {
    Value.Obj reference = content.object("spec").object("scaleTargetRef");
    return autoscaler.namespace().equals(target.namespace())
        && reference.text("name").orElse("").equals(target.name())
        && GroupKind.of(reference.text("apiVersion").orElse(""), reference.text("kind").orElse(""))
            .equals(target.groupKind())
        && within(content.object("spec"), replicas);
  }

  private static boolean within(Value.Obj spec, BigDecimal replicas) {
    BigDecimal minimum = spec.number("minReplicas").orElse(BigDecimal.ONE);
    BigDecimal maximum = spec.number("maxReplicas").orElse(BigDecimal.ZERO);
    return replicas.compareTo(minimum) >= 0 && replicas.compareTo(maximum) <= 0;
  }

  private static String sentence(String verb, ResourceId autoscaler, Value.Obj content) {
    Value.Obj spec = content.object("spec");
    return "the HorizontalPodAutoscaler %s %s the replicas (between %s and %s)"
        .formatted(
            autoscaler.name(),
            verb,
            spec.number("minReplicas").orElse(BigDecimal.ONE).toPlainString(),
            spec.number("maxReplicas").orElse(BigDecimal.ZERO).toPlainString());
  }
}
