package dev.drift.explain;

import dev.drift.canonical.schema.OwnObjects;
import dev.drift.model.LiveResource;
import dev.drift.model.value.Value;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/// Whether an object that has a name of Kubernetes' own also has the content.
///
/// The API server adds what its own roles and bindings lack when it starts, and removes nothing: an
/// added subject or right stays, and is nowhere else to be seen. A cluster that was upgraded keeps
/// the rights that an older version gave.
final class OwnContent {
  private static final String AGGREGATES = "rbac.authorization.k8s.io/aggregate-to-";

  /// What nothing but a hand writes into the ServiceAccount `default`.
  private static final Set<String> BARE_ACCOUNT =
      Set.of("apiVersion", "kind", "metadata", "secrets");

  private final LiveResource live;
  private final List<Value.Obj> known;

  private OwnContent(LiveResource live, List<Value.Obj> known) {
    this.live = live;
    this.known = known;
  }

  static boolean holds(LiveResource live, OwnObjects own) {
    return new OwnContent(live, contents(live, own, 1)).holds()
        || new OwnContent(live, contents(live, own, own.versions())).holds();
  }

  private static List<Value.Obj> contents(LiveResource live, OwnObjects own, int versions) {
    return IntStream.range(0, Math.min(versions, own.versions()))
        .mapToObj(version -> own.content(live.id(), version))
        .filter(content -> content.size() > 0)
        .toList();
  }

  private boolean holds() {
    Value.Obj content = live.content();
    return switch (live.id().kind()) {
      case "ClusterRole", "Role" -> isRole(content);
      case "ClusterRoleBinding", "RoleBinding" ->
          anyOf(one -> has(one, "roleRef") && sameSet(one, "subjects"));
      case "FlowSchema", "PriorityLevelConfiguration" -> anyOf(one -> has(one, "spec"));
      case "PriorityClass" ->
          anyOf(one -> has(one, "value"))
              && !content.get("globalDefault").equals(Optional.of(Value.of(true)));
      case "ServiceAccount" ->
          !live.id().name().equals("default")
              || BARE_ACCOUNT.containsAll(content.fields().keySet());
      case "Service" -> content.object("spec").object("selector").fields().isEmpty();
      case "ConfigMap" -> isOwnMap(content);
      default -> true;
    };
  }

  private boolean anyOf(Predicate<Value.Obj> test) {
    return known.stream().anyMatch(test);
  }

  private boolean has(Value.Obj one, String field) {
    return live.content().get(field).equals(one.get(field));
  }

  private boolean sameSet(Value.Obj one, String field) {
    return Set.copyOf(live.content().list(field)).equals(Set.copyOf(one.list(field)));
  }

  private boolean isRole(Value.Obj content) {
    boolean gathers = anyOf(one -> has(one, "aggregationRule"));
    boolean gathered = anyOf(one -> aggregatedTo().equals(one.object("aggregatedTo").fields()));
    // A controller puts the rules of an aggregated role together from others.
    return gathers
        && gathered
        && (content.get("aggregationRule").isPresent() || hasItsRights(content));
  }

  private Map<String, Value> aggregatedTo() {
    return live.metadata().object("labels").fields().entrySet().stream()
        .filter(label -> label.getKey().startsWith(AGGREGATES))
        .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue));
  }

  private boolean hasItsRights(Value.Obj content) {
    Set<List<Value>> rights = rights(content.list("rules"));
    Set<List<Value>> most = new HashSet<>();
    known.forEach(one -> most.addAll(rights(one.list("rules"))));
    return most.containsAll(rights)
        && anyOf(
            one ->
                rights.containsAll(
                    rights(one.list(one.get("least").isPresent() ? "least" : "rules"))));
  }

  /// Each right by itself, because two lists of rules may group the same rights differently.
  private static Set<List<Value>> rights(List<Value> rules) {
    Set<List<Value>> rights = new HashSet<>();
    for (Value value : rules) {
      Value.Obj rule = (Value.Obj) value;
      for (Value verb : rule.list("verbs")) {
        rule.list("nonResourceURLs").forEach(url -> rights.add(List.of(verb, url)));
        for (Value group : rule.list("apiGroups")) {
          for (Value resource : rule.list("resources")) {
            List<Value> names = rule.list("resourceNames");
            if (names.isEmpty()) {
              rights.add(List.of(verb, group, resource, Value.Null.NULL));
            }
            names.forEach(name -> rights.add(List.of(verb, group, resource, name)));
          }
        }
      }
    }
    return rights;
  }

  private boolean isOwnMap(Value.Obj content) {
    Set<String> keys = content.object("data").fields().keySet();
    return content.object("binaryData").fields().isEmpty()
        && switch (live.id().name()) {
          case "kube-root-ca.crt" -> Set.of("ca.crt").containsAll(keys);
          case "kube-apiserver-legacy-service-account-token-tracking" ->
              Set.of("since").containsAll(keys);
          case "extension-apiserver-authentication" ->
              keys.stream()
                  .allMatch(
                      key -> key.startsWith("requestheader-") || key.equals("client-ca-file"));
          default -> true;
        };
  }
}
