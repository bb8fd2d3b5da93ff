package dev.drift.rulecases;

import dev.drift.evaluate.Evaluation;
import dev.drift.evaluate.Evaluator;
import dev.drift.judge.Rules;
import dev.drift.model.KindCoverage;
import dev.drift.model.LiveState;
import dev.drift.model.kind.ApiKind;
import dev.drift.model.kind.GroupKind;
import dev.drift.model.scope.TrackedKinds;
import dev.drift.noise.NoisePacks;
import dev.drift.secret.Redactor;
import dev.drift.secret.key.MaskKey;
import dev.drift.world.DesiredState;
import dev.drift.world.Facts;
import dev.drift.world.Observation;
import dev.drift.world.World;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/// What Drift says of a case.
public final class RuleCaseRun {
  public static final Redactor REDACTOR = new Redactor(new MaskKey(new byte[32]));

  private RuleCaseRun() {}

  /// The findings of the case's rule, as the case writes them.
  public static List<String> lines(RuleCase one, LiveState live) {
    LiveState state = read(live);
    DesiredState desired =
        DesiredState.of(
            List.of(new DesiredState.Part(one.scope(), "default", one.manifests())),
            state.kinds(),
            List.of());
    Facts facts =
        Facts.ofBranches(List.of(one.branches()))
            .and(Facts.ofScans(one.scans()))
            .and(Facts.ofFights(one.fights()));
    World world =
        World.of(desired, state, List.of(new Observation(facts, List.of(), List.of())), REDACTOR);
    Evaluation evaluation = new Evaluator(one.policies(), NoisePacks.shipped()).evaluate(world);
    return evaluation.findings().stream()
        .filter(finding -> finding.rule().equals(one.rule()))
        .map(
            finding ->
                "%s %s%s: %s"
                    .formatted(
                        finding.severity().label(),
                        finding.resource(),
                        finding.path().isRoot() ? "" : " " + finding.path(),
                        finding.message()))
        .toList();
  }

  /// A case holds only its own objects; there are none of other kinds.
  private static LiveState read(LiveState live) {
    Set<GroupKind> kinds =
        new TreeSet<>(
            TrackedKinds.with(
                live.kinds().stream().map(ApiKind::groupKind).collect(Collectors.toSet())));
    kinds.addAll(Rules.READ);
    kinds.add(new GroupKind("", "Namespace"));
    List<KindCoverage> coverage = new ArrayList<>();
    for (GroupKind kind : kinds) {
      String version = kind.group().isEmpty() ? "v1" : kind.group() + "/v1";
      coverage.add(new KindCoverage(version, kind.kind(), KindCoverage.Status.READ, 0, ""));
    }
    return new LiveState(
        live.cluster(),
        live.takenAt(),
        live.kinds(),
        coverage,
        live.resources(),
        live.openApi(),
        live.keyId());
  }
}
