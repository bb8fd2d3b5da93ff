package dev.drift.explain;

import dev.drift.model.Change;
import dev.drift.model.Difference;
import dev.drift.model.LiveResource;
import dev.drift.model.kind.GroupKind;
import dev.drift.model.kind.Kinds;
import dev.drift.model.value.PathPattern;
import dev.drift.world.World;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// An injector fills the CA certificate of a webhook in, where Git leaves it empty or asks for it
/// by an annotation.
final class InjectedCa implements Explanation {
  private static final PathPattern WEBHOOKS =
      PathPattern.parse("webhooks[*].clientConfig.caBundle");
  private static final Map<GroupKind, PathPattern> PATHS =
      Map.of(
          Kinds.MUTATING_WEBHOOK_CONFIGURATION,
          WEBHOOKS,
          Kinds.VALIDATING_WEBHOOK_CONFIGURATION,
          WEBHOOKS,
          Kinds.API_SERVICE,
          PathPattern.parse("spec.caBundle"),
          Kinds.CUSTOM_RESOURCE_DEFINITION,
          PathPattern.parse("spec.conversion.webhook.clientConfig.caBundle"));

  /// Adding one of these by hand is drift of its own.
  private static final List<String> ANNOTATIONS =
      List.of(
          "cert-manager.io/inject-ca-from",
          "cert-manager.io/inject-ca-from-secret",
          "cert-manager.io/inject-apiserver-ca",
          "service.beta.openshift.io/inject-cabundle");

  @Override
  public String name() {
    return "injected-ca";
  }

  @Override
  public Optional<String> explain(Difference difference, LiveResource live, World world) {
    PathPattern path = PATHS.get(difference.resource().id().groupKind());
    boolean explained =
        path != null
            && path.matches(difference.path())
            && (difference.change() == Change.ADDED
                || (difference.change() == Change.CHANGED && asks(live)));
    return explained ? Optional.of("a CA injector fills in the certificate") : Optional.empty();
  }

  private static boolean asks(LiveResource live) {
    return ANNOTATIONS.stream()
        .anyMatch(name -> live.metadata().object("annotations").get(name).isPresent());
  }
}
