package dev.drift.accuracy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.drift.finding.Finding;
import dev.drift.pipeline.Agent;
import dev.drift.pipeline.DriftCheck;
import dev.drift.pipeline.Progress;
import dev.drift.pipeline.request.CheckRequestBuilder;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.Set;

/// Changes that are made, found by the whole of Drift on the living cluster, and put back.
final class RealWrites {
  /// Kinds whose objects cannot be put back as they were: the instances of a changed definition
  /// lose fields, and what a Job did is done.
  private static final Set<String> LASTING =
      Set.of("CustomResourceDefinition", "Job", "Namespace", "PersistentVolumeClaim");

  /// An owner that does not exist makes the garbage collector delete the object.
  private static final String OWNERS = "/metadata/ownerReferences";

  /// Nobody can take it back.
  private static final String IMMUTABLE = "/immutable";

  private static final List<Way> WAYS = List.of(Way.values());

  private final Stage stage;
  private final AccuracyCounts tally;

  RealWrites(Stage stage, AccuracyCounts tally) {
    this.stage = stage;
    this.tally = tally;
  }

  /// Until so many were accepted: by turns kubectl's own verbs and each [Way].
  void run(long seed, int mostAccepted) {
    Random random = new Random(seed);
    List<Subject> subjects = new ArrayList<>(stage.subjects());
    subjects.removeIf(subject -> LASTING.contains(subject.live().id().kind()));
    int turn = 0;
    while (tally.accepted() < mostAccepted) {
      Subject subject = subjects.get(random.nextInt(subjects.size()));
      if (turn % 3 == 0) {
        List<String[]> verbs = Verbs.of(subject);
        attempt(subject, verbs.get(random.nextInt(verbs.size())));
      } else {
        List<Mutation> mutations = Mutations.of(subject.before(), subject.shape());
        mutations.removeIf(
            mutation ->
                Pointers.within(mutation.pointer(), OWNERS)
                    || mutation.pointer().equals(IMMUTABLE));
        Collections.shuffle(mutations, random);
        Way way = WAYS.get(turn / 3 % WAYS.size());
        mutations.stream().findFirst().ifPresent(mutation -> attempt(subject, mutation, way));
      }
      turn++;
    }
    tally.before(check());
  }

  private void attempt(Subject stale, String[] verb) {
    Subject subject = fresh(stale);
    boolean accepted = stage.kubectl().run(verb).succeeded();
    judge(subject, accepted, "kubectl " + String.join(" ", verb));
  }

  private void attempt(Subject stale, Mutation mutation, Way way) {
    Subject subject = fresh(stale);
    JsonNode changed = mutation.of(subject.before());
    // A change that removes what this one would add leaves nothing to write.
    boolean accepted =
        stage.server().dryRun(subject.url(), changed).succeeded()
            && way.write(stage, subject, changed);
    judge(subject, accepted, way + " " + mutation);
  }

  /// With the resourceVersion of this moment.
  private Subject fresh(Subject subject) {
    return new Subject(
        subject.live(),
        Stage.withoutManagedFields(stage.server().get(subject.url())),
        subject.written(),
        subject.shape(),
        subject.url(),
        subject.autoscaler(),
        subject.nodes());
  }

  private void judge(Subject subject, boolean accepted, String what) {
    if (!accepted) {
      tally.refused();
      return;
    }
    List<Finding.Drift> findings = check();
    JsonNode after = stage.server().get(subject.url());
    tally.judged(what, subject, after, Judgement.of(subject, after, findings));
    restore(subject);
  }

  private void restore(Subject subject) {
    ObjectNode before = subject.before().deepCopy();
    for (int tries = 0; tries < 5; tries++) {
      JsonNode now = stage.server().get(subject.url());
      ((ObjectNode) before.path("metadata"))
          .set("resourceVersion", now.at("/metadata/resourceVersion"));
      if (stage.server().put(subject.url(), before).succeeded()) {
        return;
      }
    }
    throw new IllegalStateException(subject + " cannot be put back");
  }

  private List<Finding.Drift> check() {
    return new DriftCheck(Agent.ofProcess(), Progress.NONE)
        .run(
            CheckRequestBuilder.ofCluster(stage.corpus().folder(), stage.plane().kubeconfig())
                .defaultNamespace(stage.corpus().namespace())
                .build())
        .drift();
  }
}
