package dev.drift.rule.metadata;

import static dev.drift.finding.Category.CONFIGURATION;
import static dev.drift.finding.Category.DELIVERY;
import static dev.drift.finding.Category.INFRASTRUCTURE;
import static dev.drift.finding.Category.OBSERVABILITY;
import static dev.drift.finding.Category.SCALING;
import static dev.drift.finding.Severity.HIGH;
import static dev.drift.finding.Severity.LOW;
import static dev.drift.finding.Severity.MEDIUM;
import static dev.drift.rule.metadata.Mark.On.ANY;
import static dev.drift.rule.metadata.Mark.On.INGRESS;
import static dev.drift.rule.metadata.Mark.On.INGRESS_CLASS;
import static dev.drift.rule.metadata.Mark.On.NAMESPACE;
import static dev.drift.rule.metadata.Mark.On.POD;
import static dev.drift.rule.metadata.Mark.On.SERVICE;
import static dev.drift.rule.metadata.Mark.On.STORAGE_CLASS;
import static dev.drift.rule.metadata.Mark.mark;

import dev.drift.finding.Severity;
import java.util.List;

/// What controllers, clouds and autoscalers go by.
final class PlatformMarks {
  private static final Scale INTERNAL = Scale.Levels.of("true", "", "false");
  private static final Scale INTERNAL_WORD =
      Scale.Levels.of("internal", "", "external", "internet-facing");
  private static final String OUTSIDE = "it may be reachable from the Internet";
  private static final String ANYBODY = "networks that were kept out can reach it";
  private static final String OTHERWISE = "clients may reach it differently or not at all";
  private static final String UNWATCHED = "its failures go unnoticed";
  private static final String HANDS_OFF = "Git is no longer applied to it";

  static final List<Mark> ALL =
      List.of(
          // Load balancers: who reaches them.
          service(
              "service.beta.kubernetes.io/aws-load-balancer-internal",
              HIGH,
              INTERNAL,
              "whether the load balancer is internal",
              OUTSIDE),
          service(
              "service.beta.kubernetes.io/aws-load-balancer-scheme",
              HIGH,
              INTERNAL_WORD,
              "whether the load balancer is internal",
              OUTSIDE),
          service(
              "service.beta.kubernetes.io/azure-load-balancer-internal",
              HIGH,
              INTERNAL,
              "whether the load balancer is internal",
              OUTSIDE),
          service(
              "service.beta.kubernetes.io/openstack-internal-load-balancer",
              HIGH,
              INTERNAL,
              "whether the load balancer is internal",
              OUTSIDE),
          service(
              "service.beta.kubernetes.io/oci-load-balancer-internal",
              HIGH,
              INTERNAL,
              "whether the load balancer is internal",
              OUTSIDE),
          service(
              "load-balancer.hetzner.cloud/disable-public-network",
              HIGH,
              INTERNAL,
              "whether the load balancer is internal",
              OUTSIDE),
          service(
              "cloud.google.com/load-balancer-type",
              HIGH,
              INTERNAL_WORD,
              "whether the load balancer is internal",
              OUTSIDE),
          service(
              "networking.gke.io/load-balancer-type",
              HIGH,
              INTERNAL_WORD,
              "whether the load balancer is internal",
              OUTSIDE),
          service(
              "networking.gke.io/internal-load-balancer-allow-global-access",
              HIGH,
              Scale.EXEMPTS,
              "whether other regions can reach the load balancer",
              ANYBODY),
          service(
              "service.kubernetes.io/ibm-load-balancer-cloud-provider-ip-type",
              HIGH,
              Scale.Levels.of("private", "", "public"),
              "whether the load balancer is internal",
              OUTSIDE),
          service(
              "service.beta.kubernetes.io/alibaba-cloud-loadbalancer-address-type",
              HIGH,
              Scale.Levels.of("intranet", "", "internet"),
              "whether the load balancer is internal",
              OUTSIDE),
          service(
              "service.beta.kubernetes.io/load-balancer-source-ranges",
              HIGH,
              Scale.PRESENCE,
              "which networks can reach the load balancer",
              ANYBODY),
          service(
              "service.beta.kubernetes.io/azure-allowed-*",
              HIGH,
              Scale.PRESENCE,
              "which networks can reach the load balancer",
              ANYBODY),
          service(
              "service.beta.kubernetes.io/*security-group*",
              HIGH,
              Scale.NONE,
              "the security groups of the load balancer",
              ANYBODY),
          service(
              "service.beta.kubernetes.io/*-ssl-*",
              HIGH,
              Scale.PRESENCE,
              "the TLS settings of the load balancer",
              "traffic may be unencrypted"),
          service(
              "service.beta.kubernetes.io/*",
              MEDIUM,
              Scale.NONE,
              "a load balancer setting",
              OTHERWISE),
          service(
              "load-balancer.hetzner.cloud/*",
              MEDIUM,
              Scale.NONE,
              "a load balancer setting",
              OTHERWISE),
          service("networking.gke.io/*", MEDIUM, Scale.NONE, "a load balancer setting", OTHERWISE),
          service("cloud.google.com/*", MEDIUM, Scale.NONE, "a load balancer setting", OTHERWISE),
          service("metallb.*", MEDIUM, Scale.NONE, "the address that MetalLB assigns", OTHERWISE),
          service(
              "lbipam.cilium.io/*",
              MEDIUM,
              Scale.NONE,
              "the address that Cilium assigns",
              OTHERWISE),
          service(
              "kube-vip.io/*", MEDIUM, Scale.NONE, "the address that kube-vip assigns", OTHERWISE),
          service(
              "io.cilium/*",
              HIGH,
              Scale.NONE,
              "which clusters share the Service",
              "Pods of other clusters may start or stop answering"),
          // Services as Kubernetes itself takes them.
          service(
              "service.kubernetes.io/service-proxy-name",
              HIGH,
              Scale.EXEMPTS,
              "the proxy that serves the Service instead of kube-proxy",
              OTHERWISE),
          service(
              "service.kubernetes.io/headless",
              MEDIUM,
              Scale.NONE,
              "whether kube-proxy ignores the endpoints",
              OTHERWISE),
          service(
              "service.kubernetes.io/topology-*",
              MEDIUM,
              Scale.NONE,
              "which zones' Pods answer",
              OTHERWISE),
          service(
              "service.alpha.kubernetes.io/tolerate-unready-endpoints",
              MEDIUM,
              Scale.EXEMPTS,
              "whether unready Pods receive requests",
              "requests may fail"),
          service("service.kubernetes.io/*", MEDIUM, Scale.NONE, "a Service setting", OTHERWISE),
          mark(
              ANY,
              "endpointslice.kubernetes.io/*",
              INFRASTRUCTURE,
              MEDIUM,
              Scale.NONE,
              "an EndpointSlice setting",
              OTHERWISE),
          // Names, certificates and routes.
          mark(
              ANY,
              "external-dns.alpha.kubernetes.io/*",
              INFRASTRUCTURE,
              HIGH,
              Scale.NONE,
              "the name that external-dns publishes",
              "clients resolve a different address or none"),
          mark(
              ANY,
              "cert-manager.io/inject-*",
              INFRASTRUCTURE,
              HIGH,
              Scale.NONE,
              "the CA that cert-manager injects",
              "calls fail or trust a different CA"),
          mark(
              ANY,
              "cert-manager.io/*",
              INFRASTRUCTURE,
              MEDIUM,
              Scale.NONE,
              "how cert-manager issues the certificate",
              "the next certificate may be different or missing"),
          mark(
              ANY,
              "acme.cert-manager.io/*",
              INFRASTRUCTURE,
              MEDIUM,
              Scale.NONE,
              "how cert-manager issues the certificate",
              "the next certificate may be different or missing"),
          mark(
              INGRESS,
              "kubernetes.io/ingress.class",
              INFRASTRUCTURE,
              HIGH,
              Scale.NONE,
              "the controller that serves the Ingress",
              OTHERWISE),
          mark(
              INGRESS,
              "*ingress.kubernetes.io/*",
              INFRASTRUCTURE,
              MEDIUM,
              Scale.NONE,
              "an ingress controller setting",
              OTHERWISE),
          mark(
              INGRESS,
              "konghq.com/*",
              INFRASTRUCTURE,
              MEDIUM,
              Scale.NONE,
              "an ingress controller setting",
              OTHERWISE),
          mark(
              INGRESS,
              "haproxy*",
              INFRASTRUCTURE,
              MEDIUM,
              Scale.NONE,
              "an ingress controller setting",
              OTHERWISE),
          mark(
              STORAGE_CLASS,
              "storageclass*.kubernetes.io/is-default-class",
              INFRASTRUCTURE,
              HIGH,
              Scale.NONE,
              "whether it is the default class",
              "claims that name no class get different storage or none"),
          mark(
              ANY,
              "snapshot.storage.kubernetes.io/is-default-class",
              INFRASTRUCTURE,
              MEDIUM,
              Scale.NONE,
              "whether it is the default class",
              "snapshots that name no class are taken with another class or not at all"),
          mark(
              INGRESS_CLASS,
              "ingressclass.kubernetes.io/is-default-class",
              INFRASTRUCTURE,
              HIGH,
              Scale.NONE,
              "whether it is the default class",
              "Ingresses that name no class are served by another controller or by none"),
          mark(
              ANY,
              "velero.io/exclude-from-backup",
              INFRASTRUCTURE,
              HIGH,
              Scale.EXEMPTS,
              "whether backups skip it",
              "it cannot be restored after a disaster"),
          mark(
              POD,
              "backup.velero.io/*",
              INFRASTRUCTURE,
              HIGH,
              Scale.NONE,
              "which volumes are backed up",
              "data may be missing from backups"),
          mark(
              ANY,
              "addonmanager.kubernetes.io/mode",
              DELIVERY,
              MEDIUM,
              Scale.NONE,
              "whether the addon manager restores it",
              HANDS_OFF),
          // Scheduling and scaling.
          mark(
              POD,
              "cluster-autoscaler.kubernetes.io/safe-to-evict*",
              SCALING,
              MEDIUM,
              Scale.Levels.of("false", "", "true"),
              "whether the autoscaler may evict the Pod",
              "it may be evicted when Nodes are removed"),
          mark(
              POD,
              "karpenter.sh/do-not-*",
              SCALING,
              MEDIUM,
              Scale.PROTECTS,
              "whether Karpenter may evict the Pod",
              "it may be evicted when Nodes are replaced"),
          mark(
              POD,
              "descheduler.alpha.kubernetes.io/*",
              SCALING,
              MEDIUM,
              Scale.NONE,
              "whether the descheduler may evict the Pod",
              "it may be evicted to rebalance Nodes"),
          mark(
              POD,
              "controller.kubernetes.io/pod-deletion-cost",
              SCALING,
              LOW,
              Scale.NONE,
              "which Pods are deleted first",
              "a scale-down deletes other Pods first"),
          mark(
              NAMESPACE,
              "scheduler.alpha.kubernetes.io/*",
              SCALING,
              MEDIUM,
              Scale.NONE,
              "where Pods of the namespace may run",
              "Pods land on other Nodes or on none"),
          mark(
              NAMESPACE,
              "openshift.io/node-selector",
              SCALING,
              MEDIUM,
              Scale.NONE,
              "where Pods of the namespace may run",
              "Pods land on other Nodes or on none"),
          mark(
              ANY,
              "autoscaling.keda.sh/paused*",
              SCALING,
              MEDIUM,
              Scale.EXEMPTS,
              "whether KEDA scales it",
              "it no longer scales with its load"),
          mark(
              POD,
              "kubernetes.io/*-bandwidth",
              SCALING,
              MEDIUM,
              Scale.NONE,
              "the bandwidth of the Pod",
              "it may be slower or slow down others"),
          // What watches it.
          mark(
              ANY,
              "prometheus.io/scrape",
              OBSERVABILITY,
              MEDIUM,
              Scale.PROTECTS,
              "whether Prometheus scrapes it",
              UNWATCHED),
          mark(
              ANY,
              "prometheus.io/*",
              OBSERVABILITY,
              MEDIUM,
              Scale.PRESENCE,
              "where Prometheus scrapes it",
              UNWATCHED),
          mark(
              POD,
              "*.opentelemetry.io/*",
              OBSERVABILITY,
              MEDIUM,
              Scale.NONE,
              "how OpenTelemetry instruments it",
              "its traces may be lost, or another agent may run in it"),
          mark(
              ANY,
              "ad.datadoghq.com/*",
              OBSERVABILITY,
              MEDIUM,
              Scale.NONE,
              "what Datadog collects from it",
              UNWATCHED),
          mark(
              POD,
              "fluentbit.io/*",
              OBSERVABILITY,
              MEDIUM,
              Scale.NONE,
              "how its logs are collected",
              "its logs may be lost"),
          mark(
              POD,
              "co.elastic.*",
              OBSERVABILITY,
              MEDIUM,
              Scale.NONE,
              "how its logs are collected",
              "its logs may be lost"),
          // What deploys or operates it.
          mark(
              ANY,
              "kustomize.toolkit.fluxcd.io/reconcile",
              DELIVERY,
              HIGH,
              Scale.Levels.of("true", "", "false"),
              "whether Flux applies it",
              HANDS_OFF),
          mark(
              ANY,
              "kustomize.toolkit.fluxcd.io/ssa",
              DELIVERY,
              HIGH,
              Scale.Levels.of("override", "", "merge", "ifnotpresent", "ignore"),
              "how Flux applies it",
              HANDS_OFF),
          mark(
              ANY,
              "kustomize.toolkit.fluxcd.io/prune",
              DELIVERY,
              MEDIUM,
              Scale.NONE,
              "whether Flux deletes it once it is removed from Git",
              "it may stay although Git removes it, or be deleted unexpectedly"),
          mark(
              ANY,
              "argocd.argoproj.io/skip-reconcile",
              DELIVERY,
              HIGH,
              Scale.EXEMPTS,
              "whether Argo CD applies it",
              HANDS_OFF),
          mark(
              ANY,
              "argocd.argoproj.io/compare-options",
              DELIVERY,
              HIGH,
              Scale.NONE,
              "what Argo CD compares",
              HANDS_OFF),
          mark(
              ANY,
              "argocd.argoproj.io/sync-options",
              DELIVERY,
              MEDIUM,
              Scale.NONE,
              "how Argo CD applies it",
              "Git may be applied differently"),
          mark(
              ANY,
              "*/pause-reconciliation",
              CONFIGURATION,
              HIGH,
              Scale.EXEMPTS,
              "whether its operator reconciles it",
              "its operator ignores it"),
          mark(
              ANY,
              "*/paused",
              CONFIGURATION,
              MEDIUM,
              Scale.EXEMPTS,
              "whether its operator reconciles it",
              "its operator ignores it"),
          mark(
              ANY,
              "eck.k8s.elastic.co/managed",
              CONFIGURATION,
              HIGH,
              Scale.Levels.of("true", "", "false"),
              "whether its operator reconciles it",
              "its operator ignores it"),
          mark(
              ANY,
              "reloader.stakater.com/*",
              CONFIGURATION,
              MEDIUM,
              Scale.PRESENCE,
              "whether it is restarted when its configuration changes",
              "it keeps running with its old configuration"),
          mark(
              ANY,
              "helm.sh/resource-policy",
              DELIVERY,
              MEDIUM,
              Scale.Levels.of("keep", ""),
              "whether Helm keeps it when the release is uninstalled",
              "it is deleted with its release"),
          mark(
              POD,
              "dapr.io/*",
              CONFIGURATION,
              MEDIUM,
              Scale.NONE,
              "what Dapr injects",
              "its sidecar may be different or missing"));

  private PlatformMarks() {}

  private static Mark service(
      String key, Severity severity, Scale scale, String what, String weakened) {
    return mark(SERVICE, key, INFRASTRUCTURE, severity, scale, what, weakened);
  }
}
