package dev.drift.rule.infrastructure;

import dev.drift.canonical.schema.Quantity;
import dev.drift.finding.Category;
import dev.drift.finding.Severity;
import dev.drift.model.LiveResource;
import dev.drift.model.kind.GroupKind;
import dev.drift.model.kind.Kinds;
import dev.drift.model.value.Path;
import dev.drift.model.value.Steps;
import dev.drift.model.value.Value;
import dev.drift.rule.Offence;
import dev.drift.rule.ResourceRule;
import dev.drift.rule.RuleInfo;
import dev.drift.world.MaskedWorld;
import dev.drift.world.Reads;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/// The size of a claim differs from the volumeClaimTemplate of its StatefulSet.
final class ClaimUnlikeTemplate implements ResourceRule {
  private static final RuleInfo INFO =
      RuleInfo.of("INF008", "claim-unlike-template", Category.INFRASTRUCTURE, Severity.MEDIUM)
          .what("The size of a claim differs from the volumeClaimTemplate of its StatefulSet.")
          .why(
              "The next replica gets a claim of the old size, and so do all replicas after a disaster.")
          .example(
              "The claim data-kafka-0 was expanded to 100Gi, but the template still requests 50Gi.")
          .remedy(
              "Update the size in the template. The field is immutable: delete the StatefulSet with --cascade=orphan, which keeps its Pods running, and create it again.");

  private static final Path STORAGE = Path.parse("spec.resources.requests.storage");

  @Override
  public RuleInfo info() {
    return INFO;
  }

  @Override
  public Set<GroupKind> kinds() {
    return Set.of(Kinds.STATEFUL_SET, Kinds.PERSISTENT_VOLUME_CLAIM);
  }

  @Override
  public Reads reads() {
    return Reads.inNamespace(Kinds.PERSISTENT_VOLUME_CLAIM);
  }

  @Override
  public List<Offence> judge(LiveResource set, MaskedWorld world) {
    List<Offence> offences = new ArrayList<>();
    if (!set.id().groupKind().equals(Kinds.STATEFUL_SET)) {
      return offences;
    }
    for (Value value : set.content().object("spec").list("volumeClaimTemplates")) {
      if (value instanceof Value.Obj template) {
        claims(set, template, world).forEach(claim -> judge(claim, template, set, offences));
      }
    }
    return offences;
  }

  private void judge(
      LiveResource claim, Value.Obj template, LiveResource set, List<Offence> offences) {
    Optional<BigDecimal> wanted = size(template).flatMap(Quantity::parse);
    Optional<BigDecimal> found = size(claim.content()).flatMap(Quantity::parse);
    if (wanted.isPresent() && found.isPresent() && wanted.get().compareTo(found.get()) != 0) {
      offences.add(
          Offence.of(
              this,
              claim,
              STORAGE,
              "the claim requests %s, but the template of StatefulSet %s requests %s"
                  .formatted(text(size(claim.content())), set.id().name(), text(size(template)))));
    }
  }

  private static Stream<LiveResource> claims(
      LiveResource set, Value.Obj template, MaskedWorld world) {
    String prefix =
        template.object("metadata").text("name").orElse("") + "-" + set.id().name() + "-";
    return world
        .live(Kinds.PERSISTENT_VOLUME_CLAIM, set.id().namespace())
        .filter(claim -> claim.id().name().startsWith(prefix))
        .filter(claim -> claim.id().name().substring(prefix.length()).matches("0|[1-9]\\d{0,8}"));
  }

  private static Optional<Value> size(Value.Obj claim) {
    return Steps.at(STORAGE, claim);
  }

  private static String text(Optional<Value> size) {
    return size.orElse(Value.Null.NULL) instanceof Value.Str(String text)
        ? text
        : "a different size";
  }
}
