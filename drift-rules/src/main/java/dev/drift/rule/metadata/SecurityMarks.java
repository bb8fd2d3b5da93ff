package dev.drift.rule.metadata;

import static dev.drift.finding.Category.SECURITY;
import static dev.drift.finding.Severity.HIGH;
import static dev.drift.finding.Severity.LOW;
import static dev.drift.finding.Severity.MEDIUM;
import static dev.drift.rule.metadata.Mark.On.ANY;
import static dev.drift.rule.metadata.Mark.On.INGRESS;
import static dev.drift.rule.metadata.Mark.On.NAMESPACE;
import static dev.drift.rule.metadata.Mark.On.POD;
import static dev.drift.rule.metadata.Mark.On.POD_OR_NAMESPACE;
import static dev.drift.rule.metadata.Mark.mark;

import dev.drift.finding.Severity;
import java.util.List;

/// What protects, or exempts from a protection.
final class SecurityMarks {
  /// https://kubernetes.io/docs/concepts/security/pod-security-standards/
  private static final Scale LEVEL = Scale.Levels.of("restricted", "baseline", "", "privileged");

  /// https://kubernetes.io/docs/reference/node/seccomp/
  private static final Scale PROFILE =
      Scale.Levels.of("localhost/*", "runtime/default", "docker/default", "", "unconfined");

  private static final String ADMITS = "Pods that Git would reject may be admitted";
  private static final String UNSEEN = "fewer violations are reported";
  private static final String UNCHECKED = "admission may no longer check what it used to";
  private static final String PLAIN =
      "its traffic may bypass the mesh, without encryption or policy checks";
  private static final String OPEN = "requests that were rejected may now get in";

  static final List<Mark> ALL =
      List.of(
          label(
              "pod-security.kubernetes.io/enforce",
              HIGH,
              LEVEL,
              "the Pod Security level that the namespace enforces",
              ADMITS),
          label(
              "pod-security.kubernetes.io/enforce-version",
              HIGH,
              Scale.VERSION,
              "the Pod Security version that the namespace enforces",
              ADMITS),
          label(
              "pod-security.kubernetes.io/audit",
              MEDIUM,
              LEVEL,
              "the Pod Security level for audit events",
              UNSEEN),
          label(
              "pod-security.kubernetes.io/warn",
              LOW,
              LEVEL,
              "the Pod Security level for warnings to users",
              UNSEEN),
          label(
              "pod-security.kubernetes.io/*-version",
              LOW,
              Scale.VERSION,
              "the Pod Security version for audit events and warnings",
              UNSEEN),
          label(
              "security.openshift.io/scc.podSecurityLabelSync",
              MEDIUM,
              Scale.NONE,
              "whether OpenShift sets the Pod Security level",
              ADMITS),
          label(
              "openshift.io/sa.scc.*",
              HIGH,
              Scale.NONE,
              "the user IDs and SELinux labels that OpenShift allows in the namespace",
              ADMITS),
          // Admission.
          label(
              "admission.gatekeeper.sh/ignore",
              HIGH,
              Scale.EXEMPTS,
              "the namespace's exemption from Gatekeeper",
              UNCHECKED),
          label(
              "openpolicyagent.org/webhook",
              HIGH,
              Scale.EXEMPTS,
              "the namespace's exemption from OPA",
              UNCHECKED),
          label(
              "policy.sigstore.dev/include",
              HIGH,
              Scale.PROTECTS,
              "whether image signatures are verified in the namespace",
              UNCHECKED),
          label(
              "policy.sigstore.dev/exclude",
              HIGH,
              Scale.EXEMPTS,
              "the namespace's exemption from image verification",
              UNCHECKED),
          label(
              "config.linkerd.io/admission-webhooks",
              MEDIUM,
              Scale.PROTECTS,
              "whether Linkerd's webhooks apply to the namespace",
              UNCHECKED),
          mark(
              ANY,
              "webhooks.kyverno.io/exclude",
              SECURITY,
              HIGH,
              Scale.EXEMPTS,
              "its exemption from Kyverno's webhooks",
              UNCHECKED),
          mark(
              ANY,
              "policies.kyverno.io/*",
              SECURITY,
              MEDIUM,
              Scale.NONE,
              "a Kyverno setting",
              UNCHECKED),
          mark(
              ANY,
              "cert-manager.io/disable-validation",
              SECURITY,
              MEDIUM,
              Scale.EXEMPTS,
              "its exemption from cert-manager's webhook",
              UNCHECKED),
          mark(ANY, "admission.*", SECURITY, HIGH, Scale.NONE, "an admission setting", UNCHECKED),
          mark(ANY, "*/exempt", SECURITY, HIGH, Scale.EXEMPTS, "an exemption", UNCHECKED),
          // Profiles of the kernel, as they were set before they had fields.
          mark(
              POD,
              "container.apparmor.security.beta.kubernetes.io/*",
              SECURITY,
              HIGH,
              PROFILE,
              "the AppArmor profile of a container",
              "the container may do what the profile denied"),
          mark(
              POD,
              "seccomp.security.alpha.kubernetes.io/pod",
              SECURITY,
              HIGH,
              PROFILE,
              "the seccomp profile of the Pod",
              "its containers may use system calls that the profile denied"),
          mark(
              POD,
              "container.seccomp.security.alpha.kubernetes.io/*",
              SECURITY,
              HIGH,
              PROFILE,
              "the seccomp profile of a container",
              "the container may use system calls that the profile denied"),
          mark(
              POD,
              "security.alpha.kubernetes.io/unsafe-sysctls",
              SECURITY,
              HIGH,
              Scale.EXEMPTS,
              "the Pod's unsafe sysctls",
              "it may change kernel settings of its node"),
          mark(
              POD,
              "io.kubernetes.cri-o.*",
              SECURITY,
              HIGH,
              Scale.NONE,
              "a container runtime setting",
              "the container may be less isolated"),
          mark(
              POD,
              "k8s.v1.cni.cncf.io/networks",
              SECURITY,
              HIGH,
              Scale.NONE,
              "the additional networks of the Pod",
              "it may reach other networks that NetworkPolicies do not cover"),
          // Identities in clouds; those of ServiceAccounts have a rule of their own.
          mark(
              POD_OR_NAMESPACE,
              "iam.amazonaws.com/*",
              SECURITY,
              HIGH,
              Scale.NONE,
              "the cloud role",
              "its Pods may have different permissions in the cloud"),
          mark(
              POD,
              "aadpodidbinding",
              SECURITY,
              HIGH,
              Scale.NONE,
              "the cloud identity",
              "its Pods may have different permissions in the cloud"),
          mark(
              ANY,
              "azure.workload.identity/*",
              SECURITY,
              HIGH,
              Scale.NONE,
              "the cloud identity",
              "its Pods may have different permissions in the cloud"),
          mark(
              ANY,
              "kubernetes.io/enforce-mountable-secrets",
              SECURITY,
              MEDIUM,
              Scale.PROTECTS,
              "whether Pods may mount only Secrets of their ServiceAccount",
              "Pods may mount any Secret in the namespace"),
          mark(
              POD,
              "vault.hashicorp.com/*",
              SECURITY,
              HIGH,
              Scale.NONE,
              "what Vault injects into the Pod",
              "it may get different secrets"),
          // Meshes.
          label(
              "istio-injection",
              HIGH,
              Scale.PROTECTS,
              "whether Istio injects its proxy into the namespace",
              PLAIN),
          mark(
              POD_OR_NAMESPACE,
              "istio.io/rev",
              SECURITY,
              HIGH,
              Scale.PRESENCE,
              "the Istio revision that injects its proxy",
              PLAIN),
          mark(
              POD_OR_NAMESPACE,
              "istio.io/dataplane-mode",
              SECURITY,
              HIGH,
              Scale.Levels.of("ambient", "", "none"),
              "its Istio data plane mode",
              PLAIN),
          mark(
              POD_OR_NAMESPACE,
              "istio.io/use-waypoint*",
              SECURITY,
              HIGH,
              Scale.PRESENCE,
              "the waypoint that checks its traffic",
              PLAIN),
          mark(
              POD,
              "sidecar.istio.io/inject",
              SECURITY,
              HIGH,
              Scale.Levels.of("true", "", "false"),
              "whether Istio injects its proxy",
              PLAIN),
          mark(
              POD,
              "security.istio.io/tlsMode",
              SECURITY,
              HIGH,
              Scale.Levels.of("istio", "", "disabled"),
              "its TLS mode in the mesh",
              PLAIN),
          mark(
              POD,
              "traffic.sidecar.istio.io/*",
              SECURITY,
              HIGH,
              Scale.NONE,
              "which traffic passes through Istio's proxy",
              PLAIN),
          mark(
              POD_OR_NAMESPACE,
              "linkerd.io/inject",
              SECURITY,
              HIGH,
              Scale.Levels.of("true", "ingress", "", "false"),
              "whether Linkerd injects its proxy",
              PLAIN),
          mark(
              POD_OR_NAMESPACE,
              "config.linkerd.io/default-inbound-policy",
              SECURITY,
              HIGH,
              Scale.Levels.of(
                  "deny",
                  "cluster-authenticated",
                  "all-authenticated",
                  "cluster-unauthenticated",
                  "",
                  "audit",
                  "all-unauthenticated"),
              "which clients may call it by default",
              OPEN),
          mark(
              POD_OR_NAMESPACE,
              "config.linkerd.io/skip-*",
              SECURITY,
              HIGH,
              Scale.NONE,
              "which traffic bypasses Linkerd's proxy",
              PLAIN),
          mark(
              POD_OR_NAMESPACE,
              "consul.hashicorp.com/connect-inject",
              SECURITY,
              HIGH,
              Scale.PROTECTS,
              "whether Consul injects its proxy",
              PLAIN),
          mark(
              POD_OR_NAMESPACE,
              "kuma.io/sidecar-injection",
              SECURITY,
              HIGH,
              Scale.PROTECTS,
              "whether Kuma injects its proxy",
              PLAIN),
          mark(
              POD_OR_NAMESPACE,
              "openservicemesh.io/sidecar-injection",
              SECURITY,
              HIGH,
              Scale.PROTECTS,
              "whether Open Service Mesh injects its proxy",
              PLAIN),
          mark(
              POD_OR_NAMESPACE,
              "appmesh.k8s.aws/sidecarInjectorWebhook",
              SECURITY,
              HIGH,
              Scale.PROTECTS,
              "whether App Mesh injects its proxy",
              PLAIN),
          // Who gets in through an Ingress.
          ingress(
              "nginx.ingress.kubernetes.io/*-snippet",
              Scale.NONE,
              "configuration inserted verbatim into nginx",
              "it may forward, answer or log anything, including credentials"),
          ingress(
              "nginx.ingress.kubernetes.io/auth-*",
              Scale.PRESENCE,
              "the authentication that nginx requires",
              OPEN),
          ingress(
              "nginx.ingress.kubernetes.io/enable-global-auth",
              Scale.PROTECTS,
              "whether nginx applies global authentication",
              OPEN),
          ingress(
              "nginx.ingress.kubernetes.io/satisfy",
              Scale.Levels.of("all", "", "any"),
              "whether all access checks must pass",
              OPEN),
          ingress(
              "nginx.ingress.kubernetes.io/*-source-range",
              Scale.PRESENCE,
              "which networks may call it",
              OPEN),
          ingress(
              "nginx.ingress.kubernetes.io/*ssl-redirect",
              Scale.Levels.of("true", "", "false"),
              "whether nginx redirects to HTTPS",
              "requests may arrive unencrypted"),
          ingress(
              "nginx.ingress.kubernetes.io/proxy-ssl-*",
              Scale.PRESENCE,
              "how nginx verifies the backend",
              "nginx may talk to an impostor"),
          ingress(
              "nginx.ingress.kubernetes.io/enable-modsecurity",
              Scale.PROTECTS,
              "whether nginx's web application firewall checks requests",
              OPEN),
          ingress(
              "nginx.ingress.kubernetes.io/enable-owasp-*",
              Scale.PROTECTS,
              "whether the OWASP rules check requests",
              OPEN),
          ingress(
              "nginx.ingress.kubernetes.io/cors-*",
              Scale.NONE,
              "which web sites may call it from a browser",
              "other web sites may call it on behalf of their users"),
          ingress(
              "nginx.ingress.kubernetes.io/mirror-*",
              Scale.NONE,
              "where copies of requests are sent",
              "a third party may read the requests"),
          ingress(
              "traefik.ingress.kubernetes.io/router.middlewares",
              Scale.NONE,
              "the Traefik middlewares applied to requests",
              OPEN),
          ingress(
              "traefik.ingress.kubernetes.io/router.tls*",
              Scale.PRESENCE,
              "Traefik's TLS settings",
              "requests may arrive unencrypted"),
          ingress(
              "haproxy*/auth-*", Scale.PRESENCE, "the authentication that HAProxy requires", OPEN),
          ingress("konghq.com/plugins", Scale.NONE, "the Kong plugins applied to requests", OPEN),
          ingress(
              "alb.ingress.kubernetes.io/scheme",
              Scale.Levels.of("internal", "", "internet-facing"),
              "whether the load balancer is internal",
              "it may be reachable from the Internet"),
          ingress(
              "alb.ingress.kubernetes.io/auth-*",
              Scale.PRESENCE,
              "the authentication that the load balancer requires",
              OPEN),
          ingress(
              "alb.ingress.kubernetes.io/inbound-cidrs",
              Scale.PRESENCE,
              "which networks may call it",
              OPEN),
          ingress(
              "alb.ingress.kubernetes.io/*security-groups",
              Scale.NONE,
              "the security groups of the load balancer",
              OPEN),
          ingress(
              "alb.ingress.kubernetes.io/waf*",
              Scale.PRESENCE,
              "the web application firewall of the load balancer",
              OPEN),
          ingress(
              "alb.ingress.kubernetes.io/shield-*",
              Scale.PRESENCE,
              "the DDoS protection of the load balancer",
              OPEN),
          ingress(
              "appgw.ingress.kubernetes.io/waf-*",
              Scale.PRESENCE,
              "the web application firewall of the gateway",
              OPEN),
          ingress(
              "kubernetes.io/ingress.allow-http",
              Scale.Levels.of("false", "", "true"),
              "whether the load balancer accepts plain HTTP",
              "requests may arrive unencrypted"));

  private SecurityMarks() {}

  private static Mark label(
      String key, Severity severity, Scale scale, String what, String weakened) {
    return mark(NAMESPACE, key, SECURITY, severity, scale, what, weakened);
  }

  private static Mark ingress(String key, Scale scale, String what, String weakened) {
    return mark(INGRESS, key, SECURITY, HIGH, scale, what, weakened);
  }
}
