package dev.drift.rule.security.rbac;

import dev.drift.finding.Severity;
import dev.drift.model.ResourceId;
import dev.drift.world.MaskedWorld;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;

/// What a changed role or binding allows its subjects to do, and what it no longer allows.
///
/// Gained is what the cluster allows through it and Git allows by nothing; lost is what Git allows
/// through it and the cluster by nothing. Permissions that a subject has anyway are not reported.
public final class PermissionChanges {
  private final AccessGraph before;
  private final AccessGraph now;
  private final Map<Subject, Rights> gained = new TreeMap<>();
  private final Map<Subject, Rights> lost = new TreeMap<>();
  private final Map<Subject, Rights> left = new TreeMap<>();
  private Optional<ResourceId> through = Optional.empty();
  private boolean whole = true;

  private PermissionChanges(MaskedWorld world) {
    this.before = AccessGraph.declared(world);
    this.now = AccessGraph.live(world);
  }

  /// Empty if not all is known, or if there is too much.
  public static Optional<PermissionChange> of(ResourceId id, MaskedWorld world) {
    if (!AccessGraph.isKnown(world)) {
      return Optional.empty();
    }
    PermissionChanges effects = new PermissionChanges(world);
    if (AccessGraph.isRole(id.groupKind())) {
      effects.ofRole(id);
    } else {
      effects.ofBinding(id);
    }
    return effects.whole
        ? Optional.of(
            new PermissionChange(effects.through, effects.gained, effects.lost, effects.left))
        : Optional.empty();
  }

  /// The severity of a role or binding that is not in Git.
  public static Severity severityOfUnmanaged(ResourceId id, MaskedWorld world) {
    return of(id, world)
        .map(effect -> effect.widens() ? effect.severity() : Severity.MEDIUM)
        .orElseGet(() -> severityOfUnknown(id, world));
  }

  /// Where it is not known what a role or binding gives: HIGH, or as dangerous as its role, which
  /// may allow too much to be compared.
  public static Severity severityOfUnknown(ResourceId id, MaskedWorld world) {
    AccessGraph now = AccessGraph.live(world);
    Stream<Binding> bindings =
        AccessGraph.isRole(id.groupKind())
            ? now.bindings().stream().filter(binding -> binding.role().equals(id))
            : now.binding(id).stream();
    return bindings.anyMatch(binding -> now.danger(binding) == Severity.CRITICAL)
        ? Severity.CRITICAL
        : Severity.HIGH;
  }

  /// What the role itself gives more or less, in words, where nobody is bound to it; empty if
  /// it gives the same, or somebody is bound.
  public static Optional<String> ofUnbound(ResourceId role, MaskedWorld world) {
    if (!AccessGraph.isKnown(world)) {
      return Optional.empty();
    }
    AccessGraph now = AccessGraph.live(world);
    AccessGraph before = AccessGraph.declared(world);
    List<ResourceId> all = new ArrayList<>(now.aggregating(role));
    all.add(role);
    if (now.bindings().stream().anyMatch(binding -> all.contains(binding.role()))) {
      return Optional.empty();
    }
    Rights more = now.rights(role, role.namespace()).without(before.rights(role, role.namespace()));
    return more.isEmpty()
        ? Optional.empty()
        : Optional.of(
            "no subject is bound to %s; a bound subject could %s"
                .formatted(role, RightWords.of(more, new Rights()).shortened()));
  }

  private void ofRole(ResourceId role) {
    Set<ResourceId> affected = new TreeSet<>(now.aggregating(role));
    affected.addAll(before.aggregating(role));
    affected.add(role);
    for (Binding binding : now.bindings()) {
      if (affected.contains(binding.role())) {
        Rights then = before.rights(binding.role(), binding.scope());
        Rights today = now.rights(binding.role(), binding.scope());
        binding.subjects().forEach(subject -> gain(subject, today.without(then)));
        // What else the binding lost is told where it is looked at.
        boolean declared = before.binding(binding.id()).filter(binding::equals).isPresent();
        if (declared) {
          binding.subjects().forEach(subject -> lose(subject, then.without(today)));
        }
      }
    }
  }

  private void ofBinding(ResourceId id) {
    Optional<Binding> then = before.binding(id);
    Optional<Binding> today = now.binding(id);
    through = today.or(() -> then).map(Binding::role);
    boolean sameRole = then.map(Binding::role).equals(today.map(Binding::role));
    today.ifPresent(
        binding -> {
          Rights rights = now.rights(binding.role(), binding.scope());
          binding.subjects().stream()
              .filter(subject -> !(sameRole && names(then, subject)))
              .forEach(subject -> gain(subject, rights));
        });
    then.ifPresent(
        binding -> {
          Rights rights = before.rights(binding.role(), binding.scope());
          binding.subjects().stream()
              .filter(subject -> !(sameRole && names(today, subject)))
              .forEach(subject -> lose(subject, rights));
        });
  }

  private static boolean names(Optional<Binding> binding, Subject subject) {
    return binding.filter(one -> one.subjects().contains(subject)).isPresent();
  }

  private void gain(Subject subject, Rights rights) {
    if (!rights.isEmpty()) {
      add(gained, subject, rights.without(before.rights(subject)));
    }
    whole &= rights.isWhole();
  }

  private void lose(Subject subject, Rights rights) {
    if (!rights.isEmpty()) {
      Rights still = now.rights(subject);
      add(lost, subject, rights.without(still));
      left.put(subject, still);
    }
    whole &= rights.isWhole();
  }

  private void add(Map<Subject, Rights> all, Subject subject, Rights rights) {
    whole &= rights.isWhole();
    if (!rights.isEmpty()) {
      all.computeIfAbsent(subject, _ -> new Rights()).addAll(rights);
    }
  }
}
