package dev.drift.rule.security;

import dev.drift.finding.Category;
import dev.drift.finding.Severity;
import dev.drift.model.LiveResource;
import dev.drift.model.kind.GroupKind;
import dev.drift.model.kind.Kinds;
import dev.drift.model.value.Path;
import dev.drift.model.value.Value;
import dev.drift.rule.Container;
import dev.drift.rule.Offence;
import dev.drift.rule.ResourceRule;
import dev.drift.rule.RuleInfo;
import dev.drift.world.MaskedWorld;
import dev.drift.world.Reads;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/// A Secret or a variable holds a password that a product is published with.
final class DefaultCredentials implements ResourceRule {
  private static final RuleInfo INFO =
      RuleInfo.of("SEC010", "default-credentials", Category.SECURITY, Severity.CRITICAL)
          .what(
              "A Secret or environment variable holds the published default password of a product.")
          .why("Default passwords are public, and attackers try them first.")
          .example("`MINIO_ROOT_PASSWORD` in the Secret minio/minio-credentials is `minioadmin`.")
          .remedy("Change the password in the product and in the workloads that use it.");

  @Override
  public RuleInfo info() {
    return INFO;
  }

  private static final Set<GroupKind> KINDS = kindsOf();

  private static Set<GroupKind> kindsOf() {
    Set<GroupKind> kinds = new TreeSet<>(PodSpec.KINDS);
    kinds.add(Kinds.SECRET);
    return kinds;
  }

  @Override
  public Set<GroupKind> kinds() {
    return KINDS;
  }

  @Override
  public Reads reads() {
    return PodSpec.READS;
  }

  @Override
  public List<Offence> judge(LiveResource resource, MaskedWorld world) {
    List<Offence> offences = new ArrayList<>();
    if (resource.id().groupKind().equals(Kinds.SECRET)) {
      resource
          .content()
          .object("data")
          .fields()
          .forEach(
              (name, value) ->
                  product(value)
                      .ifPresent(
                          product ->
                              offences.add(
                                  Offence.of(
                                      this,
                                      resource,
                                      Path.of("data", name),
                                      "the key %s holds the default password of %s"
                                          .formatted(name, product)))));
      return offences;
    }
    PodSpec.of(resource, world)
        .ifPresent(
            spec -> spec.containers().forEach(container -> judge(resource, container, offences)));
    return offences;
  }

  private void judge(LiveResource resource, Container container, List<Offence> offences) {
    for (Value item : container.content().list("env")) {
      if (item instanceof Value.Obj variable) {
        String name = variable.text("name").orElse("");
        variable
            .get("value")
            .flatMap(DefaultCredentials::product)
            .ifPresent(
                product ->
                    offences.add(
                        Offence.of(
                            this,
                            resource,
                            container.path().field("env").plus(Path.Key.of("name", name)),
                            "the environment variable %s of the container %s holds the default password of %s"
                                .formatted(name, container.name(), product))));
      }
    }
  }

  private static Optional<String> product(Value value) {
    return value instanceof Value.Masked masked ? masked.facts().defaultOf() : Optional.empty();
  }
}
