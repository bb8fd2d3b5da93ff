package dev.drift.rule.metadata;

import dev.drift.model.LiveResource;
import dev.drift.model.ResourceId;
import dev.drift.model.kind.GroupKind;
import dev.drift.model.kind.Kinds;
import dev.drift.model.value.Value;
import dev.drift.rule.LabelSelector;
import dev.drift.world.MaskedWorld;
import dev.drift.world.Reads;
import java.util.List;
import java.util.stream.Stream;

/// An object of the cluster that selects Pods or Namespaces by their labels.
///
/// @param purpose what it selects them for, after its name: "applies to it", "lets it in"
record Selecting(ResourceId id, String purpose, LabelSelector selector) {
  private static final List<GroupKind> WEBHOOKS =
      List.of(Kinds.VALIDATING_WEBHOOK_CONFIGURATION, Kinds.MUTATING_WEBHOOK_CONFIGURATION);

  /// What [#all] reads.
  static final Reads READS =
      Reads.inCluster(WEBHOOKS)
          .and(Reads.inCluster(Kinds.NETWORK_POLICY))
          .and(Reads.inNamespace(Kinds.SERVICE));

  /// "NetworkPolicy trino/deny no longer applies to it".
  String sentence(Value.Obj live) {
    return "%s %s %s".formatted(id, selector.selects(live) ? "now" : "no longer", purpose);
  }

  /// All that may select it.
  ///
  /// @param namespace whether it is a Namespace; else it is a workload, whose Pods are selected
  static Stream<Selecting> all(MaskedWorld world, ResourceId of, boolean namespace) {
    return namespace
        ? Stream.concat(
            world.live(Kinds.NETWORK_POLICY).stream()
                .flatMap(policy -> peers(policy, "namespaceSelector")),
            WEBHOOKS.stream()
                .flatMap(kind -> world.live(kind).stream())
                .flatMap(Selecting::webhooks))
        : Stream.concat(
            world
                .live(Kinds.NETWORK_POLICY, of.namespace())
                .flatMap(policy -> Stream.concat(own(policy), peers(policy, "podSelector"))),
            world.live(Kinds.SERVICE, of.namespace()).flatMap(Selecting::service));
  }

  private static Stream<Selecting> own(LiveResource policy) {
    Value.Obj selector = policy.content().object("spec").object("podSelector");
    return Stream.of(new Selecting(policy.id(), "applies to it", new LabelSelector(selector)));
  }

  /// Whom the policy lets in or out.
  private static Stream<Selecting> peers(LiveResource policy, String selector) {
    Value.Obj spec = policy.content().object("spec");
    return Stream.concat(
        peers(policy, spec.objects("ingress"), "from", selector, "lets it in"),
        peers(policy, spec.objects("egress"), "to", selector, "lets its Pods call it"));
  }

  private static Stream<Selecting> peers(
      LiveResource policy,
      List<Value.Obj> rules,
      String direction,
      String selector,
      String purpose) {
    return rules.stream()
        .flatMap(rule -> rule.objects(direction).stream())
        .filter(peer -> peer.get(selector).isPresent())
        // With a namespaceSelector, a podSelector speaks of Pods of other namespaces.
        .filter(
            peer -> selector.equals("namespaceSelector") || peer.get("namespaceSelector").isEmpty())
        .map(peer -> new Selecting(policy.id(), purpose, new LabelSelector(peer.object(selector))));
  }

  private static Stream<Selecting> webhooks(LiveResource configuration) {
    return configuration.content().objects("webhooks").stream()
        .map(
            webhook ->
                new Selecting(
                    configuration.id(),
                    "checks it",
                    new LabelSelector(webhook.object("namespaceSelector"))));
  }

  private static Stream<Selecting> service(LiveResource service) {
    Value.Obj selector = service.content().object("spec").object("selector");
    return selector.fields().isEmpty()
        ? Stream.empty()
        : Stream.of(
            new Selecting(
                service.id(),
                "sends requests to it",
                new LabelSelector(Value.Obj.EMPTY.with("matchLabels", selector))));
  }
}
