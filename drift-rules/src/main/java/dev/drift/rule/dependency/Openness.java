package dev.drift.rule.dependency;

import dev.drift.model.value.Value;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// How far a NetworkPolicy opens the Pods that it selects, in one direction; the widest last.
///
/// See https://kubernetes.io/docs/concepts/services-networking/network-policies/.
enum Openness {
  /// To none, or to those that it names.
  SOME,
  ALL_NAMESPACES,
  /// To every address, on the ports that a rule names.
  EVERYBODY_ON_SOME_PORTS,
  /// To every address, or the direction is not restricted at all.
  EVERYBODY;

  private static final Set<String> ALL_ADDRESSES = Set.of("0.0.0.0/0", "::/0");

  static Openness of(Value.Obj policy, Direction direction) {
    Value.Obj spec = policy.object("spec");
    if (!restricts(spec, direction)) {
      return EVERYBODY;
    }
    Openness widest = SOME;
    for (Value rule : spec.list(direction.rules())) {
      Openness openness = rule instanceof Value.Obj object ? ofRule(object, direction) : SOME;
      widest = openness.compareTo(widest) > 0 ? openness : widest;
    }
    return widest;
  }

  /// Without policyTypes, ingress is restricted, and egress where there are rules for it.
  private static boolean restricts(Value.Obj spec, Direction direction) {
    List<Value> types = spec.list("policyTypes");
    if (!types.isEmpty()) {
      return types.contains(Value.of(direction.policyType()));
    }
    return direction == Direction.INGRESS || !spec.list(direction.rules()).isEmpty();
  }

  private static Openness ofRule(Value.Obj rule, Direction direction) {
    List<Value> peers = rule.list(direction.peers());
    Openness everybody = rule.list("ports").isEmpty() ? EVERYBODY : EVERYBODY_ON_SOME_PORTS;
    if (peers.isEmpty()) {
      return everybody;
    }
    Openness widest = SOME;
    for (Value peer : peers) {
      Openness openness = peer instanceof Value.Obj object ? ofPeer(object, everybody) : SOME;
      widest = openness.compareTo(widest) > 0 ? openness : widest;
    }
    return widest;
  }

  private static Openness ofPeer(Value.Obj peer, Openness everybody) {
    if (ALL_ADDRESSES.contains(peer.object("ipBlock").text("cidr").orElse(""))
        && peer.object("ipBlock").list("except").isEmpty()) {
      return everybody;
    }
    boolean everyNamespace = isEmpty(peer.get("namespaceSelector"));
    boolean everyPod = peer.get("podSelector").isEmpty() || isEmpty(peer.get("podSelector"));
    return everyNamespace && everyPod ? ALL_NAMESPACES : SOME;
  }

  /// A selector that is there and selects everything.
  private static boolean isEmpty(Optional<Value> selector) {
    return selector.isPresent()
        && selector.get() instanceof Value.Obj object
        && object.object("matchLabels").fields().isEmpty()
        && object.list("matchExpressions").isEmpty();
  }

  /// What it means that it is this wide now.
  String sentence(Direction direction) {
    boolean in = direction == Direction.INGRESS;
    return switch (this) {
      case SOME ->
          in
              ? "the Pods accept traffic only from selected peers"
              : "the Pods may reach only selected peers";
      case ALL_NAMESPACES ->
          in
              ? "the Pods now accept traffic from all namespaces"
              : "the Pods may now reach all namespaces";
      case EVERYBODY_ON_SOME_PORTS ->
          in
              ? "the Pods now accept traffic from anywhere on some ports"
              : "the Pods may now reach anything, on some ports";
      case EVERYBODY ->
          in ? "the Pods now accept traffic from anywhere" : "the Pods may now reach anything";
    };
  }
}
