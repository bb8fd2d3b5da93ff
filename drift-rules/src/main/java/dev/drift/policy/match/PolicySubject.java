package dev.drift.policy.match;

import static java.util.Objects.requireNonNull;

import dev.drift.model.DesiredResource;
import dev.drift.model.LiveResource;
import dev.drift.model.ResourceRef;
import dev.drift.model.value.Path;
import dev.drift.model.value.Value;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// A resource as policies see it.
///
/// The labels of a declared resource are Git's: who changes an object does not choose by a label
/// what is ignored of it.
public final class PolicySubject {
  private final ResourceRef resource;
  private final Value.Obj labels;
  private final Optional<Value.Obj> desired;
  private final Optional<Value.Obj> live;
  private final Map<JqExpression, Set<Path>> desiredPaths = new HashMap<>();
  private final Map<JqExpression, Set<Path>> livePaths = new HashMap<>();

  private PolicySubject(
      ResourceRef resource,
      Value.Obj labels,
      Optional<Value.Obj> desired,
      Optional<Value.Obj> live) {
    this.resource = requireNonNull(resource, "resource is null");
    this.labels = labels;
    this.desired = desired;
    this.live = live;
  }

  /// @param canonical what the differences were found in
  public static PolicySubject declared(
      DesiredResource resource, Value.Obj canonical, Optional<LiveResource> live) {
    return new PolicySubject(
        resource.ref(),
        labels(resource.content()),
        Optional.of(canonical),
        live.map(LiveResource::content));
  }

  public static PolicySubject undeclared(LiveResource resource) {
    return new PolicySubject(
        resource.ref(),
        labels(resource.content()),
        Optional.empty(),
        Optional.of(resource.content()));
  }

  /// What is in no cluster, such as a branch of Git.
  public static PolicySubject named(ResourceRef resource) {
    return new PolicySubject(resource, Value.Obj.EMPTY, Optional.empty(), Optional.empty());
  }

  /// A resource that nobody read, as somebody describes it.
  public static PolicySubject described(
      ResourceRef resource,
      Value.Obj labels,
      Optional<Value.Obj> desired,
      Optional<Value.Obj> live) {
    return new PolicySubject(resource, labels, desired, live);
  }

  /// A Pod, held against the template that it was made from.
  public static PolicySubject made(LiveResource pod, Value.Obj template) {
    return new PolicySubject(
        pod.ref(), labels(template), Optional.of(template), Optional.of(pod.content()));
  }

  private static Value.Obj labels(Value.Obj content) {
    return content.object("metadata").object("labels");
  }

  public ResourceRef resource() {
    return resource;
  }

  boolean hasLabel(String name, String value) {
    return labels.text(name).equals(Optional.of(value));
  }

  public Optional<Value.Obj> desired() {
    return desired;
  }

  public Optional<Value.Obj> live() {
    return live;
  }

  /// What the expression selects in the desired object: fields and positions.
  Set<Path> desiredPaths(JqExpression expression) {
    return paths(expression, desired, desiredPaths);
  }

  /// What the expression selects in the live object: fields and positions.
  Set<Path> livePaths(JqExpression expression) {
    return paths(expression, live, livePaths);
  }

  private static Set<Path> paths(
      JqExpression expression, Optional<Value.Obj> object, Map<JqExpression, Set<Path>> known) {
    return known.computeIfAbsent(expression, e -> object.map(e::paths).orElse(Set.of()));
  }
}
