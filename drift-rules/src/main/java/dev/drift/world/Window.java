package dev.drift.world;

import dev.drift.model.GroupKind;
import dev.drift.model.ResourceId;
import dev.drift.world.Reads.Fact;
import java.util.Optional;

/// What one rule or explanation may look at while it judges one object. Looks are checked where
/// assertions are enabled: in tests.
///
/// @param reads empty if anything may be looked at
/// @param own the object that is judged; empty if all are
record Window(Optional<Reads> reads, Optional<ResourceId> own) {
  static final Window OPEN = new Window(Optional.empty(), Optional.empty());

  void at(ResourceId id) {
    assert reads.isEmpty()
            || own.filter(id::equals).isPresent()
            || reads
                .get()
                .covers(id.groupKind(), id.namespace(), own.map(ResourceId::namespace).orElse("\0"))
        : undeclared(id.toString());
  }

  void at(GroupKind kind, String namespace) {
    assert reads.isEmpty()
            || reads.get().covers(kind, namespace, own.map(ResourceId::namespace).orElse("\0"))
        : undeclared(kind + " in the namespace " + namespace);
  }

  void atAll(GroupKind kind) {
    assert reads.isEmpty() || reads.get().coversAll(kind)
        : undeclared(kind + " in every namespace");
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
