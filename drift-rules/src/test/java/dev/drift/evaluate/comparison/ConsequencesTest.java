package dev.drift.evaluate.comparison;

import static org.assertj.core.api.Assertions.assertThat;

import dev.drift.evaluate.Run;
import dev.drift.finding.Finding;
import java.util.List;
import org.junit.jupiter.api.Test;

/// One change is one finding: what the API server does by itself, as the documents of Kubernetes
/// say, is listed with it.
class ConsequencesTest {
  private static final String SERVICE =
      """
      apiVersion: v1
      kind: Service
      metadata: {name: web, namespace: shop}
      spec: {selector: {app: web}, ports: [{port: 80}]}
      """;

  @Test
  void aServiceMadeALoadBalancer() {
    List<Finding.Drift> drift =
        drift(
            SERVICE,
            """
            apiVersion: v1
            kind: Service
            metadata: {name: web, namespace: shop}
            spec:
              type: LoadBalancer
              selector: {app: web}
              sessionAffinity: None
              internalTrafficPolicy: Cluster
              externalTrafficPolicy: Cluster
              allocateLoadBalancerNodePorts: true
              ports: [{port: 80, targetPort: 80, protocol: TCP}]
            """);

    assertThat(paths(drift)).containsExactly("spec.type");
    assertThat(drift.getFirst().with().stream().map(Object::toString))
        .containsExactlyInAnyOrder(
            "spec.externalTrafficPolicy", "spec.allocateLoadBalancerNodePorts");
  }

  /// `Local` is no default: somebody set it.
  @Test
  void whatDoesNotFollowIsAFindingOfItsOwn() {
    List<Finding.Drift> drift =
        drift(
            SERVICE,
            """
            apiVersion: v1
            kind: Service
            metadata: {name: web, namespace: shop}
            spec:
              type: LoadBalancer
              selector: {app: web}
              sessionAffinity: None
              internalTrafficPolicy: Cluster
              externalTrafficPolicy: Local
              allocateLoadBalancerNodePorts: true
              ports: [{port: 80, targetPort: 80, protocol: TCP}]
            """);

    assertThat(paths(drift)).containsExactlyInAnyOrder("spec.type", "spec.externalTrafficPolicy");
  }

  @Test
  void aServiceThatLosesItsNodePorts() {
    List<Finding.Drift> drift =
        drift(
            """
            apiVersion: v1
            kind: Service
            metadata: {name: web, namespace: shop}
            spec:
              type: NodePort
              externalTrafficPolicy: Local
              selector: {app: web}
              ports: [{port: 80, nodePort: 30080}]
            """,
            """
            apiVersion: v1
            kind: Service
            metadata: {name: web, namespace: shop}
            spec:
              type: ClusterIP
              selector: {app: web}
              sessionAffinity: None
              internalTrafficPolicy: Cluster
              ports: [{port: 80, targetPort: 80, protocol: TCP}]
            """);

    assertThat(paths(drift)).containsExactly("spec.type");
    assertThat(drift.getFirst().with()).hasSize(2);
  }

  @Test
  void sessionAffinityBringsItsTime() {
    List<Finding.Drift> drift =
        drift(
            SERVICE,
            """
            apiVersion: v1
            kind: Service
            metadata: {name: web, namespace: shop}
            spec:
              type: ClusterIP
              selector: {app: web}
              sessionAffinity: ClientIP
              sessionAffinityConfig: {clientIP: {timeoutSeconds: 10800}}
              internalTrafficPolicy: Cluster
              ports: [{port: 80, targetPort: 80, protocol: TCP}]
            """);

    assertThat(paths(drift)).containsExactly("spec.sessionAffinity");
  }

  @Test
  void theDefaultOfAnotherImage() {
    assertThat(
            paths(
                drift(
                    pod("image: 'web:1.0'"), pod("image: 'web:latest', imagePullPolicy: Always"))))
        .containsExactly("spec.containers[name=web].image");
  }

  @Test
  void requestsThatFollowLimits() {
    assertThat(
            paths(
                drift(
                    pod("image: 'web:1.0', resources: {limits: {cpu: 1}}"),
                    pod(
                        "image: 'web:1.0', imagePullPolicy: IfNotPresent,"
                            + " resources: {limits: {cpu: '2'}, requests: {cpu: '2'}}"))))
        .containsExactly("spec.containers[name=web].resources.limits.cpu");
  }

  @Test
  void aVariableFromElsewhere() {
    List<Finding.Drift> drift =
        drift(
            pod("image: 'web:1.0', env: [{name: COLOUR, value: green}]"),
            pod(
                "image: 'web:1.0', imagePullPolicy: IfNotPresent, env: [{name: COLOUR, valueFrom:"
                    + " {configMapKeyRef: {name: colours, key: first}}}]"));

    assertThat(paths(drift))
        .containsExactly("spec.containers[name=web].env[name=COLOUR].valueFrom");
    assertThat(drift.getFirst().with().stream().map(Object::toString))
        .containsExactly("spec.containers[name=web].env[name=COLOUR].value");
  }

  @Test
  void twoChangesAreTwoFindings() {
    assertThat(
            paths(
                drift(
                    pod("image: 'web:1.0', env: [{name: A, value: '1'}, {name: B, value: '1'}]"),
                    pod(
                        "image: 'web:1.0', imagePullPolicy: Always, env: [{name: A, value: '2'},"
                            + " {name: B, value: '2'}]"))))
        .containsExactlyInAnyOrder(
            "spec.containers[name=web].env[name=A].value",
            "spec.containers[name=web].env[name=B].value",
            "spec.containers[name=web].imagePullPolicy");
  }

  private static String pod(String container) {
    return """
        apiVersion: v1
        kind: Pod
        metadata: {name: web, namespace: shop}
        spec: {containers: [{name: web, %s}]}
        """
        .formatted(container);
  }

  private static List<Finding.Drift> drift(String git, String cluster) {
    return new Run()
        .of(git, cluster).findings().stream()
            .filter(Finding.Drift.class::isInstance)
            .map(Finding.Drift.class::cast)
            .toList();
  }

  private static List<String> paths(List<Finding.Drift> drift) {
    return drift.stream().map(one -> one.path().toString()).toList();
  }
}
