package dev.drift.rule.dependency;

/// Which way a NetworkPolicy looks.
enum Direction {
  INGRESS("Ingress", "ingress", "from"),
  EGRESS("Egress", "egress", "to");

  private final String policyType;
  private final String rules;
  private final String peers;

  Direction(String policyType, String rules, String peers) {
    this.policyType = policyType;
    this.rules = rules;
    this.peers = peers;
  }

  /// As `spec.policyTypes` has it.
  String policyType() {
    return policyType;
  }

  /// The field of the rules.
  String rules() {
    return rules;
  }

  /// The field of a rule's peers.
  String peers() {
    return peers;
  }
}
