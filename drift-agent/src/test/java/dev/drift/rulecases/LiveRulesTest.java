package dev.drift.rulecases;

import static org.assertj.core.api.Assertions.assertThat;

import dev.drift.model.LiveState;
import dev.drift.snapshot.file.SnapshotFile;
import java.io.IOException;
import java.nio.file.Files;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// Does what each case of drift-rules says on a real API server. `make record-rules` records it for
/// [RecordedRulesTest]; `-Ddrift.rules=CFG` selects rules by the start of their code, or by one of
/// several, separated by commas.
@Tag("cluster")
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class LiveRulesTest {
  private static final boolean RECORD = Boolean.getBoolean("drift.rules.record");
  private static final List<String> ONLY =
      List.of(System.getProperty("drift.rules", "").split(","));

  private Optional<RuleStage> stage = Optional.empty();

  static List<RuleCase> all() {
    return RuleCase.all().stream()
        .filter(one -> ONLY.stream().anyMatch(one.rule()::startsWith))
        .toList();
  }

  @BeforeAll
  void start() {
    stage = Optional.of(new RuleStage(all()));
  }

  @AfterAll
  void stop() {
    stage.ifPresent(RuleStage::close);
  }

  @ParameterizedTest
  @MethodSource("all")
  void findsWhatTheCaseSays(RuleCase one) throws IOException {
    LiveState live = stage.orElseThrow().play(one);
    if (RECORD) {
      Files.createDirectories(Optional.ofNullable(one.recording().getParent()).orElseThrow());
      SnapshotFile.write(live, one.recording(), RuleCaseRun.REDACTOR);
    }
    assertThat(RuleCaseRun.lines(one, live)).containsExactlyInAnyOrderElementsOf(one.finds());
  }
}
