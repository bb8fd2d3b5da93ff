package dev.drift.rule.security;

import dev.drift.finding.Severity;
import dev.drift.model.value.Value;
import dev.drift.rule.JudgedDifference;
import dev.drift.rule.PodLists;
import dev.drift.secret.Shown;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// What a changed setting allows a Pod or container to do, or no longer allows.
///
/// @param sentence without a full stop
record PrivilegeEffect(Severity severity, String sentence) {
  /// What applies if the field is not set.
  private static final Map<String, Boolean> IN_FORCE =
      Map.of(
          "privileged", false,
          "allowPrivilegeEscalation", true,
          "runAsNonRoot", false,
          "readOnlyRootFilesystem", false,
          "hostNetwork", false,
          "hostPID", false,
          "hostIPC", false,
          "hostUsers", true);

  /// Empty if the effect is not known in general.
  static Optional<PrivilegeEffect> of(JudgedDifference difference) {
    Optional<Value> live = value(difference.live());
    Optional<Value> desired = value(difference.desired());
    String who = who(difference);
    if (isAddedContext(difference) && live.filter(Value.Obj.class::isInstance).isPresent()) {
      return context(who, (Value.Obj) live.orElseThrow());
    }
    if (difference.passes("capabilities")) {
      return capability(difference, who, live, desired);
    }
    if (difference.passes("hostPath")) {
      return difference.endsIn("path") && live.isPresent()
          ? Optional.of(hostPath(difference))
          : Optional.empty();
    }
    return setting(difference.lastName(), who, live, desired);
  }

  private static boolean isAddedContext(JudgedDifference difference) {
    return difference.endsIn("securityContext") && value(difference.desired()).isEmpty();
  }

  /// The worst of what a whole context sets.
  private static Optional<PrivilegeEffect> context(String who, Value.Obj context) {
    List<PrivilegeEffect> all = new ArrayList<>();
    context
        .fields()
        .forEach(
            (name, value) -> {
              if (name.equals("capabilities")) {
                added(who, value).ifPresent(all::add);
              } else {
                setting(name, who, Optional.of(value), Optional.empty()).ifPresent(all::add);
              }
            });
    return all.stream().min(Comparator.comparing(PrivilegeEffect::severity));
  }

  private static Optional<PrivilegeEffect> setting(
      String name, String who, Optional<Value> live, Optional<Value> desired) {
    if (IN_FORCE.containsKey(name) && inForce(name, live) == inForce(name, desired)) {
      return Optional.empty();
    }
    boolean on = live.equals(Optional.of(Value.of(true)));
    return switch (name) {
      case "privileged" ->
          on
              ? worse(
                  Severity.CRITICAL, who + " runs privileged and has full root access to the node")
              : better(who + " does not run privileged, but Git declares that it should");
      case "allowPrivilegeEscalation" ->
          live.equals(Optional.of(Value.of(false)))
              ? better(who + " may not gain privileges, but Git allows it")
              : worse(Severity.HIGH, who + " may gain more privileges than it was started with");
      case "runAsNonRoot" ->
          on
              ? better(who + " does not start if it would run as root")
              : worse(Severity.HIGH, who + " may run as root: runAsNonRoot is not enforced");
      case "runAsUser" -> user(who, live, desired);
      case "readOnlyRootFilesystem" ->
          on
              ? better(who + " may not write to its root file system")
              : worse(Severity.MEDIUM, who + " may write to its root file system");
      case "hostNetwork" ->
          on
              ? worse(
                  Severity.HIGH,
                  "it uses the network of its node and can reach ports that only the node should reach")
              : better("it does not use the network of its node, but Git declares that it should");
      case "hostPID" ->
          on
              ? worse(Severity.HIGH, "it can see all processes on its node")
              : better("it cannot see the processes on its node, but Git declares that it should");
      case "hostIPC" ->
          on
              ? worse(Severity.HIGH, "it can share memory with processes on its node")
              : better(
                  "it cannot share memory with processes on its node, but Git declares that it should");
      case "hostUsers" ->
          live.equals(Optional.of(Value.of(false)))
              ? better("it runs in its own user namespace, unlike in Git")
              : worse(Severity.HIGH, "root in the Pod is root on its node");
      case "serviceAccountName", "serviceAccount" -> account(live, desired);
      case "automountServiceAccountToken" ->
          live.equals(Optional.of(Value.of(false)))
              ? better("it gets no API server token, unlike in Git")
              : worse(
                  Severity.HIGH,
                  desired.equals(Optional.of(Value.of(false)))
                      ? "it may get an API server token, but Git denies it one"
                      : "it may get an API server token");
      default -> Optional.empty();
    };
  }

  private static boolean inForce(String name, Optional<Value> value) {
    Value said = value.orElse(Value.Null.NULL);
    return said instanceof Value.Bool(boolean bool) ? bool : IN_FORCE.getOrDefault(name, false);
  }

  private static Optional<PrivilegeEffect> user(
      String who, Optional<Value> live, Optional<Value> desired) {
    if (live.isPresent() && live.get() instanceof Value.Num(BigDecimal id)) {
      return id.signum() == 0
          ? worse(Severity.HIGH, who + " runs as root")
          : better(
              "%s runs as user %s%s"
                  .formatted(
                      who,
                      id.toPlainString(),
                      number(desired).map(", but Git declares %s"::formatted).orElse("")));
    }
    return worse(
        Severity.HIGH, who + " runs as the user set by its Pod or image, which may be root");
  }

  private static Optional<String> number(Optional<Value> value) {
    return value.isPresent() && value.get() instanceof Value.Num(BigDecimal id)
        ? Optional.of(id.toPlainString())
        : Optional.empty();
  }

  private static Optional<PrivilegeEffect> account(Optional<Value> live, Optional<Value> desired) {
    String now = text(live).orElse("default");
    return worse(
        Severity.HIGH,
        "it runs as ServiceAccount %s%s"
            .formatted(now, text(desired).map(", but Git declares %s"::formatted).orElse("")));
  }

  private static Optional<PrivilegeEffect> capability(
      JudgedDifference difference, String who, Optional<Value> live, Optional<Value> desired) {
    if (live.isPresent() && (difference.passes("add") || live.get() instanceof Value.Obj)) {
      return added(who, live.get());
    }
    boolean drops = difference.passes("drop") && live.isEmpty() && desired.isPresent();
    return drops
        ? worse(
            Severity.HIGH,
            capabilities(desired.get()).contains("ALL")
                ? who + " keeps the capabilities that Git drops"
                : "%s keeps the capability %s, which Git drops"
                    .formatted(who, String.join(", ", capabilities(desired.get()))))
        : Optional.empty();
  }

  /// The worst of the capabilities that are added.
  private static Optional<PrivilegeEffect> added(String who, Value value) {
    return capabilities(value).stream()
        .map(
            one ->
                new PrivilegeEffect(
                    Capabilities.severity(one),
                    "%s has the capability %s%s".formatted(who, one, Capabilities.effect(one))))
        .min(Comparator.comparing(PrivilegeEffect::severity));
  }

  /// One, a list of them, or what is added of all that a container says.
  private static List<String> capabilities(Value value) {
    return switch (value) {
      case Value.Str(String one) -> List.of(one);
      case Value.Arr(List<Value> items) ->
          items.stream().flatMap(item -> capabilities(item).stream()).toList();
      case Value.Obj object -> capabilities(new Value.Arr(object.list("add")));
      case Value.Null _, Value.Bool _, Value.Num _, Value.Masked _ -> List.of();
    };
  }

  private static PrivilegeEffect hostPath(JudgedDifference difference) {
    String path = text(value(difference.live())).orElse("");
    return new PrivilegeEffect(
        HostPaths.isSensitive(path) ? Severity.CRITICAL : Severity.HIGH,
        "a volume mounts the node's %s%s".formatted(path, HostPaths.effect(path)));
  }

  /// "the container trino", or all of a Pod.
  private static String who(JudgedDifference difference) {
    for (String list : PodLists.CONTAINERS) {
      Optional<String> name = difference.itemName(list);
      if (name.isPresent()) {
        return "the container " + name.get();
      }
    }
    return "each container without its own setting";
  }

  private static Optional<PrivilegeEffect> worse(Severity severity, String sentence) {
    return Optional.of(new PrivilegeEffect(severity, sentence));
  }

  /// Fewer privileges than Git declares may be too few.
  private static Optional<PrivilegeEffect> better(String sentence) {
    return Optional.of(new PrivilegeEffect(Severity.MEDIUM, sentence));
  }

  private static Optional<Value> value(Shown shown) {
    return shown instanceof Shown.Plain plain ? Optional.of(plain.value()) : Optional.empty();
  }

  private static Optional<String> text(Optional<Value> value) {
    return value.isPresent() && value.get() instanceof Value.Str(String text)
        ? Optional.of(text)
        : Optional.empty();
  }
}
