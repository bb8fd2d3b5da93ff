package dev.drift.testkit;

/// What the API server writes down: each request with its body, without the components' own reading
/// and heartbeats.
final class AuditPolicy {
  static final String YAML =
      """
      apiVersion: audit.k8s.io/v1
      kind: Policy
      omitStages: [RequestReceived]
      rules:
      - level: None
        nonResourceURLs: ["/healthz*", "/livez*", "/readyz*", "/version", "/openapi*", "/api*"]
      - level: None
        resources:
        - group: coordination.k8s.io
          resources: [leases]
        - group: ""
          resources: [events]
        - group: events.k8s.io
          resources: [events]
      - level: None
        verbs: [get, list, watch]
        userGroups: ["system:serviceaccounts:kube-system"]
      - level: None
        verbs: [get, list, watch]
        users:
        - system:apiserver
        - system:kube-controller-manager
        - system:kube-scheduler
        - system:kwok
        - system:serviceaccount:kube-system:csi-provisioner
      - level: Request
      """;

  private AuditPolicy() {}
}
