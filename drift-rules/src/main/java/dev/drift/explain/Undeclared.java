package dev.drift.explain;

import dev.drift.model.LiveResource;
import dev.drift.model.ResourceId;
import dev.drift.model.kind.GroupKind;
import dev.drift.model.kind.Kinds;
import dev.drift.model.value.Value;
import dev.drift.world.Reads;
import dev.drift.world.World;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/// Why an object that Git does not declare is there without anybody having made it.
final class Undeclared {
  /// What [#explain] reads besides the object.
  static final Reads READS =
      Registered.READS
          .and(Reads.inCluster(Kinds.PERSISTENT_VOLUME_CLAIM))
          .and(Reads.inNamespace(Kinds.STATEFUL_SET, Kinds.SERVICE, Kinds.SERVICE_ACCOUNT))
          .andControllers();

  /// What the name of a StatefulSet's claim ends in.
  private static final Pattern NUMBERED = Pattern.compile("-(0|[1-9]\\d{0,8})$");

  private Undeclared() {}

  static Optional<String> explain(LiveResource live, World world) {
    if (!isApi(live.id()) && world.own().has(live.id())) {
      // What has the name and not the content is nobody else's either.
      return OwnContent.holds(live, world.own())
          ? Optional.of("Kubernetes creates it in every cluster")
          : Optional.empty();
    }
    return Registered.explain(live, world)
        .or(() -> controller(live, world))
        .or(() -> claim(live, world))
        .or(() -> volume(live, world))
        .or(() -> endpoints(live, world))
        .or(() -> token(live, world));
  }

  private static boolean isApi(ResourceId id) {
    return id.groupKind().equals(Kinds.API_SERVICE);
  }

  /// The kind of what may have made it, if that was not read: then it is unknown whether somebody
  /// made it by hand.
  static Optional<GroupKind> unreadMaker(LiveResource live, World world) {
    return live.controller()
        .map(LiveResource.Controller::kind)
        .filter(kind -> Controllers.make(live.id().groupKind(), kind))
        .or(() -> madeFor(live))
        .or(() -> Registered.madeFor(live))
        .filter(kind -> !world.wasRead(kind));
  }

  private static Optional<GroupKind> madeFor(LiveResource live) {
    GroupKind kind = live.id().groupKind();
    if (kind.equals(Kinds.PERSISTENT_VOLUME_CLAIM)) {
      return Optional.of(Kinds.STATEFUL_SET).filter(_ -> NUMBERED.matcher(live.id().name()).find());
    }
    if (kind.equals(Kinds.PERSISTENT_VOLUME)) {
      return Optional.of(Kinds.PERSISTENT_VOLUME_CLAIM).filter(_ -> isProvisioned(live));
    }
    if (kind.equals(Kinds.ENDPOINTS)) {
      return Optional.of(Kinds.SERVICE);
    }
    return Optional.of(Kinds.SERVICE_ACCOUNT).filter(_ -> isToken(live));
  }

  private static Optional<String> controller(LiveResource live, World world) {
    return live.controller()
        .filter(controller -> Controllers.make(live.id().groupKind(), controller.kind()))
        .flatMap(controller -> owner(controller, live, world))
        .map(owner -> "controlled by %s".formatted(owner.id()));
  }

  private static Optional<LiveResource> owner(
      LiveResource.Controller controller, LiveResource live, World world) {
    return world
        .findController(controller.kind(), live.id().namespace(), controller.name())
        .or(() -> world.findController(controller.kind(), "", controller.name()))
        .filter(controller::is);
  }

  /// A StatefulSet names the claims of its Pods `<template>-<set>-<ordinal>` and gives them the
  /// labels that it selects by.
  private static Optional<String> claim(LiveResource live, World world) {
    if (!live.id().groupKind().equals(Kinds.PERSISTENT_VOLUME_CLAIM)) {
      return Optional.empty();
    }
    return world.ofKind(Kinds.STATEFUL_SET, live.id().namespace()).stream()
        .filter(set -> makes(set, live))
        .findFirst()
        .map(set -> "created by %s for one of its Pods".formatted(set.id()));
  }

  private static boolean makes(LiveResource set, LiveResource claim) {
    Value.Obj spec = set.content().object("spec");
    Map<String, Value> labels = claim.metadata().object("labels").fields();
    return labels
            .entrySet()
            .containsAll(spec.object("selector").object("matchLabels").fields().entrySet())
        && spec.list("volumeClaimTemplates").stream()
            .filter(Value.Obj.class::isInstance)
            .map(template -> ((Value.Obj) template).object("metadata").text("name").orElse(""))
            .map(template -> template + "-" + set.id().name() + "-")
            .anyMatch(prefix -> isNumbered(claim.id().name(), prefix));
  }

  private static boolean isNumbered(String name, String prefix) {
    return name.startsWith(prefix)
        && NUMBERED.matcher(name.substring(prefix.length() - 1)).matches();
  }

  /// A Service with a selector has Endpoints of its own name.
  private static Optional<String> endpoints(LiveResource live, World world) {
    return live.id().groupKind().equals(Kinds.ENDPOINTS)
        ? world
            .find(Kinds.SERVICE, live.id().namespace(), live.id().name())
            .filter(s -> !s.content().object("spec").object("selector").fields().isEmpty())
            .map(service -> "endpoints of %s".formatted(service.id()))
        : Optional.empty();
  }

  /// A provisioned volume carries its provisioner and is bound to a claim that is there.
  private static Optional<String> volume(LiveResource live, World world) {
    Value.Obj reference = live.content().object("spec").object("claimRef");
    if (!isProvisioned(live)) {
      return Optional.empty();
    }
    return world
        .find(
            Kinds.PERSISTENT_VOLUME_CLAIM,
            reference.text("namespace").orElse(""),
            reference.text("name").orElse(""))
        .filter(found -> found.uid().equals(reference.text("uid")))
        .map(found -> "provisioned for %s".formatted(found.id()));
  }

  private static boolean isProvisioned(LiveResource live) {
    return live.id().groupKind().equals(Kinds.PERSISTENT_VOLUME)
        && live.metadata().object("annotations").get("pv.kubernetes.io/provisioned-by").isPresent();
  }

  private static boolean isToken(LiveResource live) {
    return live.id().groupKind().equals(Kinds.SECRET)
        && live.content().text("type").orElse("").equals("kubernetes.io/service-account-token");
  }

  private static Optional<String> token(LiveResource live, World world) {
    if (!isToken(live)) {
      return Optional.empty();
    }
    String account =
        live.metadata().object("annotations").text("kubernetes.io/service-account.name").orElse("");
    return world
        .find(Kinds.SERVICE_ACCOUNT, live.id().namespace(), account)
        .filter(
            found ->
                found.content().list("secrets").stream()
                    .anyMatch(
                        secret ->
                            secret instanceof Value.Obj named
                                && named.text("name").equals(Optional.of(live.id().name()))))
        .map(found -> "the token controller created it for %s".formatted(found.id()));
  }
}
