package dev.drift.pipeline;

import dev.drift.evaluate.coverage.KindNeeds;
import dev.drift.finding.Coverage.Need;
import dev.drift.kubernetes.read.ReadRequest;
import dev.drift.model.DriftException;
import dev.drift.model.KindCoverage;
import dev.drift.model.KindCoverage.Status;
import dev.drift.model.LiveState;
import dev.drift.model.kind.ApiKind;
import dev.drift.model.kind.GroupKind;
import dev.drift.model.scope.Claim;
import dev.drift.owner.Owners;
import dev.drift.pipeline.Permission.Purpose;
import dev.drift.pipeline.request.CheckRequest;
import dev.drift.secret.Redactor;
import dev.drift.world.DesiredState;
import java.util.List;
import java.util.Map;
import java.util.NavigableSet;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/// Finds out which rights a check needs.
///
/// It reads what the check would read: which kinds control the objects that are there decides what
/// the check has to read, too. What the user may not read is among the rights all the same.
public final class FindPermissions {
  private final Agent agent;
  private final Progress progress;

  public FindPermissions(Agent agent, Progress progress) {
    this.agent = agent;
    this.progress = progress;
  }

  /// @param acts whether it also reverts
  /// @throws DriftException if Git or the cluster cannot be read, or the manifests are not valid
  public Permissions run(CheckRequest request, boolean acts) {
    Redactor redactor = new Redactor(MaskKeys.read(request.mask()));
    try (LiveSource source = LiveSource.open(request.live(), () -> redactor, agent, progress)) {
      Desired desired = Desired.read(request, agent.sourceReader(progress, source.facts()));
      desired.requireValid();
      return progress.during(
          "Reading " + source.name(),
          () -> {
            List<ApiKind> kinds = source.kinds(desired.manifests());
            DesiredState state = desired.state(kinds, request.namespaces());
            ReadRequest read = Needs.of(state, Needs.noise(request.policies()).in(kinds));
            LiveState live = source.read(read);
            Permissions rights = rights(state, read, live, request.observers().dryRun(), acts);
            return rights.and(rendering(desired, live, rights.rights()));
          });
    }
  }

  /// What was asked for while the sources were rendered, and is not read anyway.
  private static Set<Permission> rendering(Desired desired, LiveState live, Set<Permission> known) {
    Set<Permission> rights = new TreeSet<>();
    for (SourceReading source : desired.sources()) {
      for (GroupKind kind : source.asked().kinds()) {
        boolean read = right(Purpose.DRIFT, kind, live).filter(known::contains).isPresent();
        if (!read) {
          right(Purpose.RENDERING, kind, live).ifPresent(rights::add);
        }
      }
    }
    return rights;
  }

  private static Permissions rights(
      DesiredState state, ReadRequest read, LiveState live, boolean dryRun, boolean acts) {
    Map<GroupKind, Set<Need>> needs = KindNeeds.of(state, live.kinds());
    Set<GroupKind> controllers = read.controllers(live);
    boolean claims = !state.claim().equals(Claim.NOTHING);
    NavigableSet<Permission> rights = new TreeSet<>();
    NavigableSet<String> notSeen = new TreeSet<>();
    for (KindCoverage coverage : live.coverage()) {
      GroupKind kind = coverage.groupKind();
      if (coverage.status() == Status.ABSENT || coverage.leftOut()) {
        continue;
      }
      Set<Need> ofKind = needs.getOrDefault(kind, Set.of());
      Optional<Purpose> purpose =
          ofKind.contains(Need.DRIFT)
              ? Optional.of(Purpose.DRIFT)
              : claims
                      && (controllers.contains(kind)
                          || Owners.READS.kinds().keySet().contains(kind))
                  ? Optional.of(Purpose.OWNERS)
                  : ofKind.contains(Need.POSTURE) ? Optional.of(Purpose.POSTURE) : Optional.empty();
      purpose.flatMap(it -> right(it, kind, live)).ifPresent(rights::add);
      if (purpose.isPresent() && coverage.status() == Status.FORBIDDEN) {
        notSeen.add(kind.toString());
      }
    }
    if (dryRun) {
      state.kinds().forEach(kind -> right(Purpose.DRY_RUN, kind, live).ifPresent(rights::add));
    }
    if (acts) {
      state.kinds().forEach(kind -> right(Purpose.REVERT, kind, live).ifPresent(rights::add));
    }
    return new Permissions(rights, new TreeSet<>(state.onlyNamespaces()), notSeen);
  }

  private static Optional<Permission> right(Purpose purpose, GroupKind kind, LiveState live) {
    return live.kinds().stream()
        .filter(served -> served.groupKind().equals(kind))
        .findFirst()
        .map((ApiKind it) -> new Permission(purpose, kind.group(), it.plural(), it.namespaced()));
  }
}
