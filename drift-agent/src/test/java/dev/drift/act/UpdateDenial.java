package dev.drift.act;

import dev.drift.testkit.ControlPlane;

/// An admission policy that denies updates of the ConfigMaps of one namespace, until it is closed.
public final class UpdateDenial implements AutoCloseable {
  private final ControlPlane plane;
  private final String name;

  private UpdateDenial(ControlPlane plane, String name) {
    this.plane = plane;
    this.name = name;
  }

  /// Returns when it is enforced.
  ///
  /// @param namespace also names the policy
  /// @param allowed which updates stay allowed, in CEL
  /// @param message of the denial
  /// @param object a ConfigMap, and a patch of it that is denied
  public static UpdateDenial in(
      ControlPlane plane,
      String namespace,
      String allowed,
      String message,
      String object,
      String patch)
      throws InterruptedException {
    plane
        .kubectlWithInput(
            """
            apiVersion: admissionregistration.k8s.io/v1
            kind: ValidatingAdmissionPolicy
            metadata: {name: %1$s}
            spec:
              failurePolicy: Fail
              matchConstraints:
                resourceRules:
                - {apiGroups: [""], apiVersions: [v1], operations: [UPDATE], resources: [configmaps]}
              validations:
              - {expression: '%2$s', message: %3$s, reason: Forbidden}
            ---
            apiVersion: admissionregistration.k8s.io/v1
            kind: ValidatingAdmissionPolicyBinding
            metadata: {name: %1$s}
            spec:
              policyName: %1$s
              validationActions: [Deny]
              matchResources:
                namespaceSelector: {matchLabels: {kubernetes.io/metadata.name: %1$s}}
            """
                .formatted(namespace, allowed, message),
            "apply",
            "-f",
            "-")
        .orThrow();
    UpdateDenial denial = new UpdateDenial(plane, namespace);
    for (int i = 0; i < 100 && denial.isAllowed(object, patch); i++) {
      Thread.sleep(100); // It takes a while.
    }
    return denial;
  }

  private boolean isAllowed(String object, String patch) {
    return plane.kubectl("-n", name, "patch", object, "--dry-run=server", "-p", patch).exit() == 0;
  }

  @Override
  public void close() {
    plane.kubectl(
        "delete", "validatingadmissionpolicybinding/" + name, "validatingadmissionpolicy/" + name);
  }
}
