package dev.drift.world;

import dev.drift.model.ResourceId;
import dev.drift.model.kind.GroupKind;
import dev.drift.world.Reads.Fact;
import java.util.Optional;

/// What one rule or explanation may look at while it judges one object, one namespace or all of
/// them. Looks are checked where assertions are enabled: in tests.
///
/// @param reads empty if anything may be looked at
/// @param own the object that is judged; empty if there are several
/// @param namespace the only one that is judged; empty for all
record Window(Optional<Reads> reads, Optional<ResourceId> own, Optional<String> namespace) {
  static final Window OPEN = new Window(Optional.empty(), Optional.empty(), Optional.empty());

  /// On one object.
  static Window on(Reads reads, ResourceId own) {
    return new Window(Optional.of(reads), Optional.of(own), Optional.empty());
  }

  /// On one namespace.
  static Window on(Reads reads, String namespace) {
    return new Window(Optional.of(reads), Optional.empty(), Optional.of(namespace));
  }

  /// On everything.
  static Window on(Reads reads) {
    return new Window(Optional.of(reads), Optional.empty(), Optional.empty());
  }

  void at(ResourceId id) {
    assert reads.isEmpty()
            || own.filter(id::equals).isPresent()
            || reads.get().covers(id.groupKind(), id.namespace(), around())
        : undeclared(id.toString());
  }

  void at(GroupKind kind, String namespace) {
    assert reads.isEmpty() || reads.get().covers(kind, namespace, around())
        : undeclared(kind + " in the namespace " + namespace);
  }

  /// All of a kind: in the namespace that is judged, if there is one.
  void atAll(GroupKind kind) {
    assert reads.isEmpty()
            || reads.get().coversAll(kind)
            || (namespace.isPresent() && reads.get().kinds().containsKey(kind))
        : undeclared(kind + " in every namespace");
  }

  private String around() {
    return own.map(ResourceId::namespace).or(() -> namespace).orElse("\0");
  }

  /// Whether objects of the kind are known, which only a change of the coverage changes.
  void atCoverage(GroupKind kind) {
    assert reads.isEmpty() || reads.get().kinds().containsKey(kind) : undeclared("any " + kind);
  }

  void atControllers() {
    assert reads.isEmpty() || reads.get().controllers() : undeclared("a controller");
  }

  void at(Fact fact) {
    assert reads.isEmpty() || reads.get().covers(fact) : undeclared(fact.toString());
  }

  private String undeclared(String what) {
    return "looks at %s, which its reads do not declare: %s".formatted(what, reads.orElseThrow());
  }
}
