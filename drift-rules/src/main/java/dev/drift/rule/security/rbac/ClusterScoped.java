package dev.drift.rule.security.rbac;

import dev.drift.model.kind.Kinds;
import dev.drift.world.MaskedWorld;
import java.util.Set;

/// Which resources are in no namespace: a RoleBinding gives no right to them.
final class ClusterScoped {
  private static final Set<String> BUILT_IN =
      Set.of(
          "nodes",
          "persistentvolumes",
          "componentstatuses",
          "users",
          "groups",
          "uids",
          "userextras",
          "clusterroles",
          "clusterrolebindings",
          "storageclasses",
          "volumeattachments",
          "volumeattributesclasses",
          "csidrivers",
          "csinodes",
          "customresourcedefinitions",
          "apiservices",
          "validatingwebhookconfigurations",
          "mutatingwebhookconfigurations",
          "validatingadmissionpolicies",
          "validatingadmissionpolicybindings",
          "mutatingadmissionpolicies",
          "mutatingadmissionpolicybindings",
          "priorityclasses",
          "runtimeclasses",
          "ingressclasses",
          "ipaddresses",
          "servicecidrs",
          "deviceclasses",
          "resourceslices",
          "flowschemas",
          "prioritylevelconfigurations",
          "certificatesigningrequests",
          "signers",
          "clustertrustbundles",
          "tokenreviews",
          "selfsubjectreviews",
          "subjectaccessreviews",
          "selfsubjectaccessreviews",
          "selfsubjectrulesreviews");

  private final MaskedWorld world;

  ClusterScoped(MaskedWorld world) {
    this.world = world;
  }

  boolean contains(String group, String resource) {
    int slash = resource.indexOf('/');
    String plural = slash < 0 ? resource : resource.substring(0, slash);
    boolean builtIn = group.indexOf('.') < 0 || group.endsWith(".k8s.io");
    return (builtIn && isBuiltIn(plural))
        || world
            .find(Kinds.CUSTOM_RESOURCE_DEFINITION, "", plural + "." + group)
            .filter(crd -> crd.content().object("spec").text("scope").orElse("").equals("Cluster"))
            .isPresent();
  }

  static boolean isBuiltIn(String plural) {
    return BUILT_IN.contains(plural);
  }
}
