package dev.drift.verdict;

import dev.drift.finding.Finding;
import dev.drift.judge.Judge;
import dev.drift.judge.Origins;
import dev.drift.model.Difference;
import dev.drift.model.GroupKind;
import dev.drift.model.LiveState;
import dev.drift.model.TrackedKinds;
import dev.drift.model.Verdict;
import dev.drift.policy.Subject;
import java.util.List;
import java.util.Optional;

/// Tells of Pods of declared workloads that somebody changed.
final class PodVerdicts {
  private static final GroupKind POD = new GroupKind("", "Pod");
  private static final String LEAVING = "a rollout is replacing the Pod";

  private final DesiredState desired;
  private final LiveState live;
  private final Judge judge;
  private final Ledger ledger;

  PodVerdicts(DesiredState desired, LiveState live, Judge judge, Ledger ledger) {
    this.desired = desired;
    this.live = live;
    this.judge = judge;
    this.ledger = ledger;
  }

  void tell() {
    if (TrackedKinds.hasPods(desired.kinds()) && live.coverageOf(POD).isEmpty()) {
      ledger.gaps().unread(POD);
    }
    PatchedPods pods = new PatchedPods(live, desired.resources());
    if (pods.leftOutResources()) {
      ledger.gaps().unreadAutoscalers();
    }
    for (PatchedPods.Patched patched : pods.all()) {
      patched
          .explained()
          .forEach(
              one ->
                  ledger.explained(
                      one.difference().resource(), one.difference().path(), one.sentence()));
      if (patched.leaving()) {
        patched.differences().forEach(one -> ledger.explained(one.resource(), one.path(), LEAVING));
      } else {
        changed(patched);
      }
    }
  }

  private void changed(PatchedPods.Patched patched) {
    Subject subject = Subject.made(patched.pod(), patched.template());
    List<Difference> told =
        patched.differences().stream()
            .filter(one -> ledger.isTold(subject, one, finding(patched, one)))
            .toList();
    if (!told.isEmpty()) {
      ledger.judged(patched.pod().ref(), Verdict.DRIFTED);
    }
  }

  private Finding.Drift finding(PatchedPods.Patched patched, Difference difference) {
    return judge.judge(
        difference,
        Optional.of(Origins.ofTemplate(patched.workload(), difference.path())),
        patched.template(),
        patched.template(),
        Optional.of(patched.pod()));
  }
}
