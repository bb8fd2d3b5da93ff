package dev.drift.canonical.defaults;

import static org.assertj.core.api.Assertions.assertThat;

import dev.drift.canonical.Canonicaliser;
import dev.drift.canonical.schema.Schemas;
import dev.drift.canonical.schema.TypeTable;
import dev.drift.compare.Yaml;
import dev.drift.model.value.Path;
import dev.drift.model.value.Steps;
import dev.drift.model.value.Value;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// What the server makes of a manifest, by Kubernetes' own defaulting functions.
class ComputedDefaultsTest {
  private static final Schemas SCHEMAS = new Schemas(TypeTable.newest(), List.of(), Map.of());

  private static Value.Obj canonical(String apiVersion, String kind, String body) {
    Value.Obj manifest =
        Yaml.object(
            "{apiVersion: %s, kind: %s, %s}"
                .formatted(
                    apiVersion,
                    kind,
                    body.contains("metadata: {name") ? body : body + ", metadata: {name: x}"));
    return new Canonicaliser(SCHEMAS)
        .canonical(SCHEMAS.schema(apiVersion, kind).orElseThrow(), manifest)
        .content();
  }

  private static Optional<Value> read(String yaml) {
    return yaml.equals("absent") ? Optional.empty() : Yaml.object("v: " + yaml).get("v");
  }

  /// The manifest, a path, and what stands there afterwards.
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '\0',
      value = {
        "v1 | Pod | spec: {containers: [{name: c, image: a}]} | spec.containers[name=c].imagePullPolicy | Always",
        "v1 | Pod | spec: {containers: [{name: c, image: 'r:5000/a'}]} | spec.containers[name=c].imagePullPolicy | Always",
        "v1 | Pod | spec: {containers: [{name: c, image: 'r:5000/a:1'}]} | spec.containers[name=c].imagePullPolicy | IfNotPresent",
        "v1 | Pod | spec: {containers: [{name: c, image: 'a:latest'}]} | spec.containers[name=c].imagePullPolicy | Always",
        "v1 | Pod | spec: {containers: [{name: c, image: 'a:latest2'}]} | spec.containers[name=c].imagePullPolicy | IfNotPresent",
        "v1 | Pod | spec: {containers: [{name: c, image: a, imagePullPolicy: Never}]} | spec.containers[name=c].imagePullPolicy | Never",
        "v1 | Pod | spec: {initContainers: [{name: c, image: a}]} | spec.initContainers[name=c].imagePullPolicy | Always",
        "v1 | Pod | spec: {volumes: [{name: v, image: {reference: 'a:1'}}]} | spec.volumes[name=v].image.pullPolicy | IfNotPresent",
        "v1 | Pod | spec: {serviceAccount: a} | spec.serviceAccountName | a",
        "v1 | Pod | spec: {serviceAccount: a, serviceAccountName: b} | spec.serviceAccount | b",
        "v1 | Pod | spec: {hostNetwork: true, containers: [{name: c, ports: [{containerPort: 80}]}]} | spec.containers[name=c].ports[containerPort=80].hostPort | 80",
        "v1 | Pod | spec: {containers: [{name: c, ports: [{containerPort: 80}]}]} | spec.containers[name=c].ports[containerPort=80].hostPort | absent",
        "apps/v1 | Deployment | spec: {template: {spec: {hostNetwork: true, containers: [{name: c, ports: [{containerPort: 80}]}]}}} | spec.template.spec.containers[name=c].ports[containerPort=80].hostPort | absent",
        "v1 | Pod | spec: {volumes: [{name: v}]} | spec.volumes[name=v].emptyDir | {}",
        "v1 | Pod | spec: {volumes: [{name: v, secret: {secretName: s}}]} | spec.volumes[name=v].emptyDir | absent",
        "v1 | Pod | spec: {containers: [{name: c, resources: {limits: {cpu: 1}}}]} | spec.containers[name=c].resources.requests | {cpu: 1}",
        "v1 | Pod | spec: {containers: [{name: c, resources: {limits: {cpu: 1}, requests: {cpu: 500m}}}]} | spec.containers[name=c].resources.requests | {cpu: 500m}",
        "apps/v1 | Deployment | spec: {template: {spec: {containers: [{name: c, resources: {limits: {cpu: 1}}}]}}} | spec.template.spec.containers[name=c].resources.requests | absent",
        "v1 | Pod | spec: {resources: {limits: {memory: 0.5Gi}}, containers: [{name: c}]} | spec.resources.requests | {memory: 0.5Gi}",
        "v1 | Pod | spec: {resources: {limits: {cpu: 4}}, containers: [{name: c, resources: {requests: {cpu: 500m}}}, {name: d, resources: {limits: {cpu: 1}}}]} | spec.resources.requests | {cpu: 1.5}",
        "v1 | Pod | spec: {resources: {limits: {cpu: 4}, requests: {cpu: 2}}, containers: [{name: c, resources: {requests: {cpu: 1}}}]} | spec.resources.requests | {cpu: 2}",
        "v1 | Pod | spec: {resources: {limits: {cpu: 4}}, containers: [{name: c, resources: {requests: {memory: 1Gi}}}]} | spec.resources.requests | {cpu: 4, memory: 1073741824}",
        "v1 | Pod | spec: {resources: {limits: {cpu: 9}}, containers: [{name: c, resources: {requests: {cpu: 1}}}], initContainers: [{name: s, restartPolicy: Always, resources: {requests: {cpu: 1}}}, {name: i, resources: {requests: {cpu: 3}}}]} | spec.resources.requests | {cpu: 4}",
        "v1 | Pod | spec: {resources: {limits: {cpu: 9}}, containers: [{name: c, resources: {requests: {cpu: 2}}}], initContainers: [{name: i, resources: {requests: {cpu: 1}}}, {name: s, restartPolicy: Always, resources: {requests: {cpu: 1}}}]} | spec.resources.requests | {cpu: 3}",
        "v1 | Pod | spec: {resources: {requests: {cpu: 1}}, containers: [{name: c, resources: {limits: {hugepages-2Mi: 4Mi}}}]} | spec.resources.limits | {hugepages-2Mi: 4194304}",
        "v1 | Pod | spec: {resources: {requests: {cpu: 1}}, containers: [{name: c, resources: {requests: {memory: 1Gi}}}]} | spec.resources.requests | {cpu: 1}",
        "v1 | Pod | spec: {containers: [{name: c, resources: {requests: {cpu: 1}}}]} | spec.resources | absent",
        "apps/v1 | Deployment | spec: {template: {spec: {resources: {limits: {cpu: 1}}, containers: [{name: c}]}}} | spec.template.spec.resources.requests | absent",
        "apps/v1 | Deployment | spec: {} | spec.strategy | {type: RollingUpdate, rollingUpdate: {maxSurge: 25%, maxUnavailable: 25%}}",
        "apps/v1 | Deployment | spec: {strategy: {type: Recreate}} | spec.strategy | {type: Recreate}",
        "apps/v1 | Deployment | spec: {strategy: {rollingUpdate: {maxSurge: 0}}} | spec.strategy.rollingUpdate | {maxSurge: 0, maxUnavailable: 25%}",
        "apps/v1 | DaemonSet | spec: {} | spec.updateStrategy | {type: RollingUpdate, rollingUpdate: {maxSurge: 0, maxUnavailable: 1}}",
        "apps/v1 | DaemonSet | spec: {updateStrategy: {type: OnDelete}} | spec.updateStrategy | {type: OnDelete}",
        "apps/v1 | StatefulSet | spec: {} | spec.updateStrategy | {type: RollingUpdate, rollingUpdate: {partition: 0}}",
        "apps/v1 | StatefulSet | spec: {updateStrategy: {type: RollingUpdate}} | spec.updateStrategy | {type: RollingUpdate}",
        "apps/v1 | StatefulSet | spec: {updateStrategy: {type: RollingUpdate, rollingUpdate: {}}} | spec.updateStrategy.rollingUpdate.partition | 0",
        "v1 | Service | spec: {ports: [{port: 80}]} | spec.ports[port=80].targetPort | 80",
        "v1 | Service | spec: {ports: [{port: 80, targetPort: http}]} | spec.ports[port=80].targetPort | http",
        "v1 | Service | spec: {type: ExternalName, externalName: a.b} | spec.internalTrafficPolicy | absent",
        "v1 | Service | spec: {type: LoadBalancer} | spec.allocateLoadBalancerNodePorts | true",
        "v1 | Service | spec: {type: NodePort} | spec.externalTrafficPolicy | Cluster",
        "v1 | Service | spec: {} | spec.externalTrafficPolicy | absent",
        "v1 | Service | spec: {sessionAffinity: ClientIP} | spec.sessionAffinityConfig.clientIP.timeoutSeconds | 10800",
        "v1 | Service | spec: {} | spec.sessionAffinityConfig | absent",
        "batch/v1 | Job | spec: {} | spec.completions | 1",
        "batch/v1 | Job | spec: {parallelism: 2} | spec.completions | absent",
        "batch/v1 | Job | spec: {completions: 2} | spec.parallelism | 1",
        "batch/v1 | Job | spec: {} | spec.backoffLimit | 6",
        "batch/v1 | Job | spec: {backoffLimitPerIndex: 1} | spec.backoffLimit | 2147483647",
        "batch/v1 | Job | spec: {podFailurePolicy: {rules: []}} | spec.podReplacementPolicy | Failed",
        "batch/v1 | Job | spec: {template: {metadata: {labels: {a: b}}}} | metadata.labels | {a: b}",
        "batch/v1 | Job | spec: {template: {metadata: {labels: {a: b}}}}, metadata: {name: x, labels: {c: d}} | metadata.labels | {c: d}",
        "batch/v1 | CronJob | spec: {jobTemplate: {spec: {}}} | spec.jobTemplate.spec.backoffLimit | absent",
        "v1 | ReplicationController | spec: {template: {metadata: {labels: {a: b}}}} | spec.selector | {a: b}",
        "networking.k8s.io/v1 | NetworkPolicy | spec: {} | spec.policyTypes | [Ingress]",
        "networking.k8s.io/v1 | NetworkPolicy | spec: {policyTypes: []} | spec.policyTypes | [Ingress]",
        "networking.k8s.io/v1 | NetworkPolicy | spec: {egress: [{}]} | spec.policyTypes | [Ingress, Egress]",
        "networking.k8s.io/v1 | NetworkPolicy | spec: {policyTypes: [Egress]} | spec.policyTypes | [Egress]",
        "rbac.authorization.k8s.io/v1 | RoleBinding | subjects: [{kind: Group, name: g}] | subjects[0].apiGroup | rbac.authorization.k8s.io",
        "rbac.authorization.k8s.io/v1 | RoleBinding | subjects: [{kind: ServiceAccount, name: g}] | subjects[0].apiGroup | absent",
        "v1 | PersistentVolumeClaim | spec: {dataSource: {kind: PersistentVolumeClaim, name: src}} | spec.dataSourceRef | {kind: PersistentVolumeClaim, name: src}",
        "v1 | PersistentVolumeClaim | spec: {dataSource: {kind: K, name: src}} | spec.dataSource | absent",
        "v1 | PersistentVolumeClaim | spec: {dataSourceRef: {kind: K, name: src, namespace: o}} | spec.dataSource | absent",
        "v1 | PersistentVolumeClaim | spec: {dataSourceRef: {kind: K, name: src, namespace: ''}} | spec.dataSource | {kind: K, name: src}",
        "certificates.k8s.io/v1 | CertificateSigningRequest | spec: {signerName: a.b/c, username: a} | spec | {signerName: a.b/c}",
        "certificates.k8s.io/v1 | CertificateSigningRequest | spec: {signerName: a.b/c, uid: a, groups: [b], extra: {c: [d]}} | spec | {signerName: a.b/c}",
        "v1 | Node | spec: {configSource: {}, podCIDR: 10.0.0.0/24} | spec.configSource | absent",
        "v1 | Node | spec: {configSource: {}} | spec | absent",
        "v1 | Node | spec: {configSource: {configMap: {name: a, namespace: b, kubeletConfigKey: c}}} | spec.configSource | absent",
        "apiextensions.k8s.io/v1 | CustomResourceDefinition | spec: {versions: [{name: v1, schema: {openAPIV3Schema: {type: object, items: []}}}]} | spec.versions[name=v1].schema.openAPIV3Schema | {type: object}",
        "apiextensions.k8s.io/v1 | CustomResourceDefinition | spec: {versions: [{name: v1, schema: {openAPIV3Schema: {type: object, items: 0}}}]} | spec.versions[name=v1].schema.openAPIV3Schema | {type: object}",
        "apiextensions.k8s.io/v1 | CustomResourceDefinition | spec: {versions: [{name: v1, schema: {openAPIV3Schema: {type: object, items: false}}}]} | spec.versions[name=v1].schema.openAPIV3Schema | {type: object}",
        "apiextensions.k8s.io/v1 | CustomResourceDefinition | spec: {versions: [{name: v1, schema: {openAPIV3Schema: {type: object, items: {type: string}}}}]} | spec.versions[name=v1].schema.openAPIV3Schema.items | {type: string}",
        "apiextensions.k8s.io/v1 | CustomResourceDefinition | spec: {versions: [{name: v1, schema: {openAPIV3Schema: {type: object, additionalProperties: false}}}]} | spec.versions[name=v1].schema.openAPIV3Schema.additionalProperties | false",
        "v1 | LimitRange | spec: {limits: [{type: Container, max: {cpu: 2}, min: {cpu: 1}}]} | spec.limits[0].defaultRequest | {cpu: 2}",
        "v1 | LimitRange | spec: {limits: [{type: Pod, max: {cpu: 2}}]} | spec.limits[0].default | absent",
        "v1 | Namespace | spec: {} | metadata.labels[\"kubernetes.io/metadata.name\"] | x",
        "apps/v1 | StatefulSet | spec: {volumeClaimTemplates: [{metadata: {name: d}}]} | spec.volumeClaimTemplates[0].kind | PersistentVolumeClaim",
        "autoscaling/v1 | HorizontalPodAutoscaler | spec: {maxReplicas: 2} | spec.targetCPUUtilizationPercentage | 80",
        "apiextensions.k8s.io/v1 | CustomResourceDefinition | spec: {names: {kind: Widget, plural: widgets}} | spec.names.listKind | WidgetList",
        "apiextensions.k8s.io/v1 | CustomResourceDefinition | spec: {names: {kind: Widget, plural: widgets}} | spec.names.singular | widget",
        "v1 | Secret | stringData: {a: b}, data: {a: eA==, c: eA==} | data | {a: Yg==, c: eA==}",
        "v1 | Secret | data: {} | type | Opaque",
        "resource.k8s.io/v1 | ResourceClaim | spec: {devices: {requests: [{name: r, exactly: {deviceClassName: d}}]}} | spec.devices.requests[0].exactly | {deviceClassName: d, allocationMode: ExactCount, count: 1}",
        "resource.k8s.io/v1 | ResourceClaim | spec: {devices: {requests: [{name: r, exactly: {deviceClassName: d, allocationMode: All}}]}} | spec.devices.requests[0].exactly.count | absent",
        "resource.k8s.io/v1 | ResourceClaim | spec: {devices: {requests: [{name: r, exactly: {deviceClassName: d, count: 3}}]}} | spec.devices.requests[0].exactly.count | 3",
        "resource.k8s.io/v1 | ResourceClaim | spec: {devices: {requests: [{name: r, firstAvailable: [{name: f, deviceClassName: d}]}]}} | spec.devices.requests[0].firstAvailable[0].count | 1",
        "resource.k8s.io/v1 | ResourceClaimTemplate | spec: {spec: {devices: {requests: [{name: r, exactly: {deviceClassName: d}}]}}} | spec.spec.devices.requests[0].exactly.count | 1",
        "resource.k8s.io/v1beta1 | ResourceClaim | spec: {devices: {requests: [{name: r, deviceClassName: d}]}} | spec.devices.requests[0] | {name: r, deviceClassName: d, allocationMode: ExactCount, count: 1}",
        "resource.k8s.io/v1beta1 | ResourceClaim | spec: {devices: {requests: [{name: r, firstAvailable: [{name: f, deviceClassName: d}]}]}} | spec.devices.requests[0].allocationMode | absent",
        "v1 | Node | spec: {podCIDR: 10.0.0.0/24} | spec.podCIDRs | [10.0.0.0/24]",
        "v1 | Node | spec: {podCIDRs: [10.0.0.0/24, 'fd00::/64']} | spec.podCIDR | 10.0.0.0/24",
        "v1 | Node | spec: {podCIDR: 10.0.1.0/24, podCIDRs: [10.0.0.0/24]} | spec.podCIDRs | [10.0.1.0/24]"
      })
  void theServerWouldStore(
      String apiVersion, String kind, String body, String path, String expected) {
    assertThat(Steps.at(Path.parse(path), canonical(apiVersion, kind, body)))
        .isEqualTo(read(expected));
  }

  @Test
  void everyComputedDefaultSaysWhatItComputes() {
    assertThat(ComputedDefaults.ALL).allSatisfy(one -> assertThat(one.what()).isNotBlank());
  }
}
