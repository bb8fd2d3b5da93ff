package dev.drift.accuracy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.drift.json.JsonReader;
import dev.drift.model.LiveResource;
import dev.drift.model.value.Value;
import dev.drift.testkit.AdminClient;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;

/// Changes that the server judges and does not store: nothing has to be put back.
final class DryRuns {
  private record Attempt(Subject subject, Mutation mutation) {}

  private final Stage stage;
  private final AccuracyCounts tally;
  private final Engine engine;

  DryRuns(Stage stage, AccuracyCounts tally) {
    this.stage = stage;
    this.tally = tally;
    engine = stage.engine();
  }

  /// In an order that the seed decides, until so many changes were accepted.
  ///
  /// @param mostPerObject of the changes of one object, so that a definition of ten thousand lines
  ///     does not stand for its whole corpus
  void run(long seed, int mostAccepted, int mostPerObject) {
    Random random = new Random(seed);
    tally.before(engine.unchanged());
    List<Attempt> attempts = new ArrayList<>();
    for (Subject subject : stage.subjects()) {
      List<Mutation> mutations = Mutations.of(subject.before(), subject.shape());
      if (mutations.size() > mostPerObject) {
        Collections.shuffle(mutations, random);
      }
      mutations.stream()
          .limit(mostPerObject)
          .forEach(mutation -> attempts.add(new Attempt(subject, mutation)));
    }
    Collections.shuffle(attempts, random);
    for (Attempt attempt : attempts) {
      if (tally.accepted() == mostAccepted) {
        return;
      }
      attempt(attempt.subject(), attempt.mutation());
    }
  }

  private void attempt(Subject subject, Mutation mutation) {
    JsonNode changed = mutation.of(subject.before());
    AdminClient.Answer answer = stage.server().dryRun(subject.url(), changed);
    if (answer.conflicts()) {
      JsonNode now = stage.server().get(subject.url());
      ((ObjectNode) changed.path("metadata"))
          .set("resourceVersion", now.at("/metadata/resourceVersion"));
      answer = stage.server().dryRun(subject.url(), changed);
    }
    if (!answer.succeeded()) {
      tally.refused();
      return;
    }
    JsonNode after = Stage.withoutManagedFields(answer.json());
    tally.judged(
        mutation.toString(),
        subject,
        after,
        Judgement.of(subject, after, engine.with(live(subject, after))));
  }

  private static LiveResource live(Subject subject, JsonNode after) {
    try {
      return new LiveResource(
          subject.live().ref(),
          (Value.Obj) JsonReader.read(after.toString()),
          subject.live().owners());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
