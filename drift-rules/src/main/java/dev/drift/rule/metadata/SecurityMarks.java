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

  private static final String ADMITS = "Pods that Git forbids are admitted";
  private static final String UNSEEN = "fewer breaches are noticed";
  private static final String UNCHECKED = "admission no longer checks what it checked";
  private static final String PLAIN = "its traffic may bypass the mesh, unencrypted and unchecked";
  private static final String OPEN = "requests get in that were kept out";

  static final List<Mark> ALL =
      List.of(
          label(
              "pod-security.kubernetes.io/enforce",
              HIGH,
              LEVEL,
              "the level of Pod Security that the namespace enforces",
              ADMITS),
          label(
              "pod-security.kubernetes.io/enforce-version",
              HIGH,
              Scale.VERSION,
              "the version of Pod Security that the namespace enforces",
              ADMITS),
          label(
              "pod-security.kubernetes.io/audit",
              MEDIUM,
              LEVEL,
              "the level of Pod Security that the audit log reports",
              UNSEEN),
          label(
              "pod-security.kubernetes.io/warn",
              LOW,
              LEVEL,
              "the level of Pod Security that users are warned of",
              UNSEEN),
          label(
              "pod-security.kubernetes.io/*-version",
              LOW,
              Scale.VERSION,
              "the version of Pod Security that is only reported",
              UNSEEN),
          label(
              "security.openshift.io/scc.podSecurityLabelSync",
              MEDIUM,
              Scale.NONE,
              "whether OpenShift sets the level of Pod Security",
              ADMITS),
          label(
              "openshift.io/sa.scc.*",
              HIGH,
              Scale.NONE,
              "the users and labels that OpenShift lets Pods of the namespace run as",
              ADMITS),
          // Admission.
          label(
              "admission.gatekeeper.sh/ignore",
              HIGH,
              Scale.EXEMPTS,
              "the exemption of the namespace from Gatekeeper",
              UNCHECKED),
          label(
              "openpolicyagent.org/webhook",
              HIGH,
              Scale.EXEMPTS,
              "the exemption of the namespace from OPA",
              UNCHECKED),
          label(
              "policy.sigstore.dev/include",
              HIGH,
              Scale.PROTECTS,
              "whether signatures of images are verified in the namespace",
              UNCHECKED),
          label(
              "policy.sigstore.dev/exclude",
              HIGH,
              Scale.EXEMPTS,
              "the exemption of the namespace from image verification",
              UNCHECKED),
          label(
              "config.linkerd.io/admission-webhooks",
              MEDIUM,
              Scale.PROTECTS,
              "whether Linkerd's webhooks see the namespace",
              UNCHECKED),
          mark(
              ANY,
              "webhooks.kyverno.io/exclude",
              SECURITY,
              HIGH,
              Scale.EXEMPTS,
              "the exemption from Kyverno's webhooks",
              UNCHECKED),
          mark(
              ANY,
              "policies.kyverno.io/*",
              SECURITY,
              MEDIUM,
              Scale.NONE,
              "a setting of Kyverno",
              UNCHECKED),
          mark(
              ANY,
              "cert-manager.io/disable-validation",
              SECURITY,
              MEDIUM,
              Scale.EXEMPTS,
              "the exemption from cert-manager's webhook",
              UNCHECKED),
          mark(ANY, "admission.*", SECURITY, HIGH, Scale.NONE, "a setting of admission", UNCHECKED),
          mark(ANY, "*/exempt", SECURITY, HIGH, Scale.EXEMPTS, "an exemption", UNCHECKED),
          // Profiles of the kernel, as they were set before they had fields.
          mark(
              POD,
              "container.apparmor.security.beta.kubernetes.io/*",
              SECURITY,
              HIGH,
              PROFILE,
              "the AppArmor profile of a container",
              "the container may do what the profile forbade"),
          mark(
              POD,
              "seccomp.security.alpha.kubernetes.io/pod",
              SECURITY,
              HIGH,
              PROFILE,
              "the seccomp profile of the Pod",
              "its containers may use system calls that the profile forbade"),
          mark(
              POD,
              "container.seccomp.security.alpha.kubernetes.io/*",
              SECURITY,
              HIGH,
              PROFILE,
              "the seccomp profile of a container",
              "the container may use system calls that the profile forbade"),
          mark(
              POD,
              "security.alpha.kubernetes.io/unsafe-sysctls",
              SECURITY,
              HIGH,
              Scale.EXEMPTS,
              "the unsafe sysctls of the Pod",
              "it changes the kernel of its node"),
          mark(
              POD,
              "io.kubernetes.cri-o.*",
              SECURITY,
              HIGH,
              Scale.NONE,
              "a setting of the container runtime",
              "the container may be less isolated"),
          mark(
              POD,
              "k8s.v1.cni.cncf.io/networks",
              SECURITY,
              HIGH,
              Scale.NONE,
              "the networks that the Pod is attached to",
              "it reaches other networks, past the NetworkPolicies"),
          // Identities in clouds; those of ServiceAccounts have a rule of their own.
          mark(
              POD_OR_NAMESPACE,
              "iam.amazonaws.com/*",
              SECURITY,
              HIGH,
              Scale.NONE,
              "the role in the cloud",
              "its Pods have other rights in the cloud"),
          mark(
              POD,
              "aadpodidbinding",
              SECURITY,
              HIGH,
              Scale.NONE,
              "the identity in the cloud",
              "its Pods have other rights in the cloud"),
          mark(
              ANY,
              "azure.workload.identity/*",
              SECURITY,
              HIGH,
              Scale.NONE,
              "the identity in the cloud",
              "its Pods have other rights in the cloud"),
          mark(
              ANY,
              "kubernetes.io/enforce-mountable-secrets",
              SECURITY,
              MEDIUM,
              Scale.PROTECTS,
              "whether Pods may mount only the Secrets of their account",
              "Pods may mount any Secret of the namespace"),
          mark(
              POD,
              "vault.hashicorp.com/*",
              SECURITY,
              HIGH,
              Scale.NONE,
              "what Vault gives to the Pod",
              "it has other secrets"),
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
              "the revision of Istio that injects its proxy",
              PLAIN),
          mark(
              POD_OR_NAMESPACE,
              "istio.io/dataplane-mode",
              SECURITY,
              HIGH,
              Scale.Levels.of("ambient", "", "none"),
              "the mode in which Istio takes part",
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
              "the mode of TLS in the mesh",
              PLAIN),
          mark(
              POD,
              "traffic.sidecar.istio.io/*",
              SECURITY,
              HIGH,
              Scale.NONE,
              "which traffic goes through Istio's proxy",
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
              "who may call by default",
              OPEN),
          mark(
              POD_OR_NAMESPACE,
              "config.linkerd.io/skip-*",
              SECURITY,
              HIGH,
              Scale.NONE,
              "which traffic goes around Linkerd's proxy",
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
              "configuration that is put into nginx as it is",
              "it may forward, answer or log anything, credentials included"),
          ingress(
              "nginx.ingress.kubernetes.io/auth-*",
              Scale.PRESENCE,
              "who may call, as nginx asks",
              OPEN),
          ingress(
              "nginx.ingress.kubernetes.io/enable-global-auth",
              Scale.PROTECTS,
              "whether nginx asks who calls",
              OPEN),
          ingress(
              "nginx.ingress.kubernetes.io/satisfy",
              Scale.Levels.of("all", "", "any"),
              "how many of the checks must succeed",
              OPEN),
          ingress(
              "nginx.ingress.kubernetes.io/*-source-range",
              Scale.PRESENCE,
              "which networks may call",
              OPEN),
          ingress(
              "nginx.ingress.kubernetes.io/*ssl-redirect",
              Scale.Levels.of("true", "", "false"),
              "whether nginx insists on HTTPS",
              "requests may come unencrypted"),
          ingress(
              "nginx.ingress.kubernetes.io/proxy-ssl-*",
              Scale.PRESENCE,
              "how nginx verifies the backend",
              "nginx may talk to an impostor"),
          ingress(
              "nginx.ingress.kubernetes.io/enable-modsecurity",
              Scale.PROTECTS,
              "whether the firewall of nginx checks requests",
              OPEN),
          ingress(
              "nginx.ingress.kubernetes.io/enable-owasp-*",
              Scale.PROTECTS,
              "whether the rules of OWASP check requests",
              OPEN),
          ingress(
              "nginx.ingress.kubernetes.io/cors-*",
              Scale.NONE,
              "which web sites may call",
              "other web sites may call on behalf of their users"),
          ingress(
              "nginx.ingress.kubernetes.io/mirror-*",
              Scale.NONE,
              "where a copy of each request goes",
              "somebody else may read the requests"),
          ingress(
              "traefik.ingress.kubernetes.io/router.middlewares",
              Scale.NONE,
              "what Traefik does to a request before it passes it on",
              OPEN),
          ingress(
              "traefik.ingress.kubernetes.io/router.tls*",
              Scale.PRESENCE,
              "how Traefik encrypts",
              "requests may come unencrypted"),
          ingress("haproxy*/auth-*", Scale.PRESENCE, "who may call, as HAProxy asks", OPEN),
          ingress(
              "konghq.com/plugins", Scale.NONE, "the plugins of Kong that check requests", OPEN),
          ingress(
              "alb.ingress.kubernetes.io/scheme",
              Scale.Levels.of("internal", "", "internet-facing"),
              "whether the load balancer is internal",
              "the Internet reaches it"),
          ingress(
              "alb.ingress.kubernetes.io/auth-*",
              Scale.PRESENCE,
              "who may call, as the load balancer asks",
              OPEN),
          ingress(
              "alb.ingress.kubernetes.io/inbound-cidrs",
              Scale.PRESENCE,
              "which networks may call",
              OPEN),
          ingress(
              "alb.ingress.kubernetes.io/*security-groups",
              Scale.NONE,
              "the security groups of the load balancer",
              OPEN),
          ingress(
              "alb.ingress.kubernetes.io/waf*",
              Scale.PRESENCE,
              "the firewall before the load balancer",
              OPEN),
          ingress(
              "alb.ingress.kubernetes.io/shield-*",
              Scale.PRESENCE,
              "the protection of the load balancer from floods",
              OPEN),
          ingress(
              "appgw.ingress.kubernetes.io/waf-*",
              Scale.PRESENCE,
              "the firewall before the gateway",
              OPEN),
          ingress(
              "kubernetes.io/ingress.allow-http",
              Scale.Levels.of("false", "", "true"),
              "whether the load balancer takes plain HTTP",
              "requests may come unencrypted"));

  private SecurityMarks() {}

  private static Mark label(
      String key, Severity severity, Scale scale, String what, String weakened) {
    return mark(NAMESPACE, key, SECURITY, severity, scale, what, weakened);
  }

  private static Mark ingress(String key, Scale scale, String what, String weakened) {
    return mark(INGRESS, key, SECURITY, HIGH, scale, what, weakened);
  }
}
