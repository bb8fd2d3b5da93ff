package dev.drift.act.record;

import static org.assertj.core.api.Assertions.assertThat;

import dev.drift.json.JsonReader;
import dev.drift.model.value.Value;
import dev.drift.plan.Outcome;
import dev.drift.plan.Past;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What a run needs of a record that may hold years.
class ActJournalTest {
  @TempDir private Path folder;

  @Test
  void onlyActsOfTheLastDaysCount() {
    write(act("r1/1", "old", "2026-11-01T10:00:00Z"), outcome("r1/1", "2026-11-01T10:00:01Z"));
    write(act("r2/1", "new", "2026-11-30T10:00:00Z"), outcome("r2/1", "2026-11-30T10:00:01Z"));

    assertThat(ActJournal.acts(new FileRecords(folder)))
        .extracting(it -> it.resource().name())
        .containsExactly("new");
  }

  /// A run that was stopped is settled however long ago that was.
  @Test
  void whatWasNotFinishedIsNeverForgotten() {
    write(act("r1/1", "stopped", "2026-01-01T10:00:00Z"));
    write(act("r2/1", "new", "2026-11-30T10:00:00Z"), outcome("r2/1", "2026-11-30T10:00:01Z"));

    try (ActJournal journal = ActJournal.open(new FileRecords(folder))) {
      assertThat(journal.open()).extracting(ActJournal.Open::id).containsExactly("r1/1");
    }
    assertThat(ActJournal.acts(new FileRecords(folder)))
        .extracting(Past.PastAct::outcome)
        .containsExactly(Outcome.Kind.UNKNOWN, Outcome.Kind.DONE);
  }

  @Test
  void owedRestartsAreNeverForgotten() {
    Value.Obj workload =
        json("{'apiVersion': 'apps/v1', 'kind': 'Deployment', 'namespace': 'n', 'name': 'trino'}");
    write(
        act("r1/1", "config", "2026-01-01T10:00:00Z")
            .with("restarts", new Value.Arr(List.of(workload))),
        outcome("r1/1", "2026-01-01T10:00:01Z"));
    write(act("r2/1", "new", "2026-11-30T10:00:00Z"), outcome("r2/1", "2026-11-30T10:00:01Z"));

    try (ActJournal journal = ActJournal.open(new FileRecords(folder))) {
      assertThat(journal.owed())
          .extracting(it -> it.workload().id().name())
          .containsExactly("trino");
      assertThat(journal.owed().getFirst().since())
          .isEqualTo(Instant.parse("2026-01-01T10:00:00Z"));
    }
  }

  private void write(Value.Obj... entries) {
    try (ActRecord record = new FileRecords(folder).open(_ -> {})) {
      for (Value.Obj entry : entries) {
        record.append(entry);
      }
    }
  }

  private static Value.Obj act(String id, String name, String at) {
    return json(
        """
        {'type': 'intent', 'at': '%s', 'id': '%s', 'run': 'r', 'resourceVersion': '1',
         'rule': 'p, r', 'since': {}, 'restarts': [],
         'act': {'id': '%s', 'verb': 'patch',
           'resource': {'apiVersion': 'v1', 'kind': 'ConfigMap', 'namespace': 'n', 'name': '%s'},
           'causes': [{'fingerprint': 'f-%s', 'manager': 'kubectl-edit'}]}}
        """
            .formatted(at, id, id, name, name));
  }

  private static Value.Obj outcome(String id, String at) {
    return json(
        "{'type': 'outcome', 'at': '%s', 'id': '%s', 'outcome': 'DONE', 'sentence': 'read back'}"
            .formatted(at, id));
  }

  private static Value.Obj json(String text) {
    try {
      return (Value.Obj) JsonReader.read(text.replace('\'', '"'));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
