package dev.drift.act;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.drift.finding.Finding;
import dev.drift.git.GitRepo;
import dev.drift.model.DriftException;
import dev.drift.model.value.Value;
import dev.drift.pipeline.record.StoredTrails;
import dev.drift.plan.ActReport;
import dev.drift.plan.Outcome;
import dev.drift.store.Database;
import dev.drift.store.StoreUrl;
import dev.drift.store.Stores;
import dev.drift.store.TrailTable;
import dev.drift.testkit.ControlPlane;
import dev.drift.testkit.ControlPlaneExtension;
import dev.drift.testkit.ControlPlaneOptions;
import dev.drift.testkit.Postgres;
import dev.drift.testkit.PostgresExtension;
import dev.drift.trail.TrailRecord;
import dev.drift.trail.Verification;
import dev.drift.trail.Verifier;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// Acting with a store: what is decided is on the audit trail before it is done, and the next run,
/// perhaps of another agent, knows it. Each run here opens the store anew.
@Tag("cluster")
@ExtendWith(PostgresExtension.class)
class ActOnStoreTest {
  @RegisterExtension
  static final ControlPlaneExtension PLANE =
      ControlPlaneExtension.with(ControlPlaneOptions.apiServerOnly());

  private static final String SETTINGS =
      """
      apiVersion: v1
      kind: ConfigMap
      metadata: {name: settings}
      data: {a: ours}
      """;

  @TempDir Path folder;

  @ParameterizedTest
  @EnumSource
  void decisionsAndOutcomesAreOnTheTrail(Stores store, ControlPlane plane, Postgres postgres)
      throws IOException {
    Acting drift = deployed(plane, store, postgres, "trail");
    assertThat(drift.revert().plan().acts()).isEmpty();
    edit(plane, drift, "theirs");

    ActReport report = drift.revert();

    assertThat(Acting.kinds(report)).containsExactly(Outcome.Kind.DONE);
    List<TrailRecord> records = records(drift);
    assertThat(records)
        .extracting(TrailRecord::type)
        .containsExactly("run", "run", "run", "intent", "outcome", "run");
    Value.Obj intent = records.get(3).content();
    Value.Obj outcome = records.get(4).content();
    assertThat(intent.text("run")).contains(report.report().run().id());
    assertThat(intent.object("act").text("verb")).contains("patch");
    assertThat(outcome.text("id")).isEqualTo(intent.text("id"));
    assertThat(outcome.text("outcome")).contains("DONE");
    Value.Obj start = records.get(2).content();
    assertThat(start.text("phase")).contains("start");
    Value.Obj end = records.get(5).content();
    assertThat(end.text("phase")).contains("end");
    assertThat(end.text("result")).contains("complete");
    assertThat(end.objects("opened"))
        .as("seen by this run")
        .extracting(it -> it.text("path").orElseThrow())
        .containsExactly("data.a");
    assertThat(end.objects("ended"))
        .as("and undone by it")
        .extracting(it -> it.text("fingerprint"))
        .containsExactly(end.objects("opened").getFirst().text("fingerprint"));
    assertThat(end.object("coverage").object("read").fields()).containsKey("v1 ConfigMap");
    assertThat(end.objects("sources").getFirst().text("commit").orElseThrow()).hasSize(40);
    assertThat(verify(drift).flaws()).isEmpty();
    try (Stream<Path> files = Files.walk(folder)) {
      assertThat(files.map(it -> it.getFileName().toString())).doesNotContain("journal.jsonl");
    }
  }

  /// Patches are carried out in parallel. An object that cannot be put back does not keep the
  /// others from it.
  @ParameterizedTest
  @EnumSource
  void patchesAtOnceAreEachOnTheTrail(Stores store, ControlPlane plane, Postgres postgres)
      throws IOException {
    Acting drift = deployed(plane, store, postgres, "many");
    Path all = drift.git().resolve("all.yaml");
    for (int i = 0; i < 20; i++) {
      Files.writeString(
          all, "---\n" + SETTINGS.replace("settings", "more-" + i), StandardOpenOption.APPEND);
    }
    run(plane, drift, "apply", "-f", all.toString());
    for (int i = 0; i < 20; i++) {
      run(
          plane,
          drift,
          "patch",
          "cm/more-" + i,
          "-p",
          "{\"data\":{\"a\":\"theirs\"}%s}".formatted(i == 7 ? ",\"immutable\":true" : ""));
    }

    ActReport report = drift.revert();

    assertThat(Acting.kinds(report))
        .hasSize(report.plan().acts().size())
        .filteredOn(it -> it == Outcome.Kind.DONE)
        .hasSizeGreaterThanOrEqualTo(19);
    List<String> values = new ArrayList<>();
    for (int i = 0; i < 20; i++) {
      if (i != 7) {
        values.add(run(plane, drift, "get", "cm/more-" + i, "-o", "jsonpath={.data.a}"));
      }
    }
    assertThat(values).hasSize(19).containsOnly("ours");
    List<TrailRecord> records = records(drift);
    List<String> begun = ids(records, "intent");
    assertThat(begun).hasSameSizeAs(report.plan().acts()).doesNotHaveDuplicates();
    assertThat(ids(records, "outcome")).containsExactlyInAnyOrderElementsOf(begun);
    assertThat(verify(drift).flaws()).isEmpty();
  }

  private static List<String> ids(List<TrailRecord> records, String type) {
    return records.stream()
        .filter(it -> it.type().equals(type))
        .map(it -> it.content().text("id").orElseThrow())
        .toList();
  }

  @ParameterizedTest
  @EnumSource
  void anAgentThatTakesOverKnowsOfAFight(Stores store, ControlPlane plane, Postgres postgres)
      throws IOException {
    Acting drift =
        deployed(plane, store, postgres, "fight")
            .under(
                Files.writeString(
                    folder.resolve("policy.yaml"),
                    """
                    apiVersion: drift.dev/v1
                    kind: Policy
                    metadata: {name: test}
                    spec:
                      actions:
                        - name: one
                          match: {kinds: [ConfigMap]}
                          action: revert
                    """));
    for (int i = 0; i < 2; i++) {
      edit(plane, drift, "theirs");
      assertThat(Acting.kinds(drift.unattended())).containsExactly(Outcome.Kind.DONE);
    }
    edit(plane, drift, "theirs");

    ActReport report = drift.unattended();

    assertThat(report.plan().acts()).isEmpty();
    assertThat(report.report().posture())
        .extracting(Finding::rule)
        .as("it is undone no more")
        .containsExactly("DEL014");
    assertThat(drift.check().posture()).as("a check knows it, too").hasSize(1);
    assertThat(verify(drift).flaws()).isEmpty();
  }

  @ParameterizedTest
  @EnumSource
  void aCheckSaysWhatBeganAndWhatEnded(Stores store, ControlPlane plane, Postgres postgres)
      throws IOException {
    Acting drift = deployed(plane, store, postgres, "check");
    drift.check();
    edit(plane, drift, "theirs");
    drift.check();
    drift.check();
    edit(plane, drift, "ours");
    drift.check();

    List<Value.Obj> runs = records(drift).stream().map(TrailRecord::content).toList();
    assertThat(runs)
        .extracting(it -> it.objects("opened").size() + " " + it.objects("ended").size())
        .containsExactly("0 0", "1 0", "0 0", "0 1");
    assertThat(runs.get(1).objects("opened").getFirst().object("by").text("manager"))
        .contains("rival");
    assertThat(runs.get(1).objects("opened").getFirst().object("live").text("value"))
        .contains("theirs");
  }

  /// The trail takes everything but decisions.
  @Test
  void whatCannotBeWrittenDownIsNotDone(ControlPlane plane, Postgres postgres) throws IOException {
    Acting drift = deployed(plane, Stores.SQLITE, postgres, "full");
    drift.check();
    edit(plane, drift, "theirs");
    try (Database database = drift.open()) {
      database.write(
          handle ->
              handle.execute(
                  "CREATE TRIGGER full BEFORE INSERT ON trail WHEN NEW.type = 'intent'"
                      + " BEGIN SELECT RAISE(ABORT, 'full'); END"));
    }

    assertThatThrownBy(drift::revert)
        .isInstanceOf(DriftException.class)
        .hasMessageStartingWith("the store ");

    assertThat(value(plane, drift)).isEqualTo("theirs");
    assertThat(records(drift).getLast().content().text("result")).contains("failed");
    assertThat(verify(drift).flaws()).isEmpty();
  }

  /// Killed after the decision was written down, and before it was carried out.
  @ParameterizedTest
  @EnumSource
  void theNextRunSettlesWhatAKilledOneBegan(Stores store, ControlPlane plane, Postgres postgres)
      throws Exception {
    Acting drift = deployed(plane, store, postgres, "killed");
    edit(plane, drift, "theirs");
    try (RequestRelay relay = new RequestRelay(plane)) {
      Path kubeconfig = relay.kubeconfig(folder);
      Process process = start(drift, kubeconfig);
      relay.set(
          new RequestRelay.Hook() {
            @Override
            public boolean before(RequestRelay.Write one) {
              process.destroyForcibly();
              return false;
            }
          });
      assertThat(process.waitFor()).isEqualTo(137);
    }
    assertThat(value(plane, drift)).isEqualTo("theirs");
    assertThat(records(drift).getLast().type()).isEqualTo("intent");

    ActReport next = drift.revert();

    assertThat(next.settled())
        .extracting(it -> it.outcome().kind())
        .containsExactly(Outcome.Kind.NOT_DONE);
    assertThat(Acting.kinds(next)).containsExactly(Outcome.Kind.DONE);
    assertThat(value(plane, drift)).isEqualTo("ours");
    assertThat(records(drift))
        .extracting(TrailRecord::type)
        .containsExactly("run", "intent", "run", "outcome", "intent", "outcome", "run");
    assertThat(verify(drift).flaws()).isEmpty();
  }

  /// The process that is killed.
  static final class Reverting {
    private Reverting() {}

    public static void main(String[] arguments) {
      new Acting(
              Path.of(arguments[0]),
              Path.of(arguments[1]),
              arguments[2],
              Path.of(arguments[3]),
              Optional.of("head"))
          .revert();
    }
  }

  private Process start(Acting drift, Path kubeconfig) throws IOException {
    return new ProcessBuilder(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-cp",
            System.getProperty("java.class.path"),
            "--enable-native-access=ALL-UNNAMED",
            Reverting.class.getName(),
            drift.git().toString(),
            kubeconfig.toString(),
            drift.namespace(),
            drift.record().toString())
        .redirectErrorStream(true)
        .redirectOutput(folder.resolve("killed.log").toFile())
        .start();
  }

  private Acting deployed(ControlPlane plane, Stores store, Postgres postgres, String name)
      throws IOException {
    String namespace = "store-%s-%s".formatted(name, store).toLowerCase(Locale.ROOT);
    GitRepo git = GitRepo.create(folder.resolve("git"));
    git.write("all.yaml", SETTINGS);
    git.commit();
    plane.kubectl("create", "namespace", namespace).orThrow();
    plane
        .kubectl("-n", namespace, "apply", "-f", git.folder().resolve("all.yaml").toString())
        .orThrow();
    StoreUrl url = store.fresh(folder.resolve("state"), postgres);
    String text = url instanceof StoreUrl.Postgres(String jdbc, _) ? jdbc : url.toString();
    Path file =
        Files.write(
            folder.resolve(Acting.STORE), List.of(text, postgres.user(), postgres.password()));
    return new Acting(git.folder(), plane.kubeconfig(), namespace, file, Optional.of("head"));
  }

  private static List<TrailRecord> records(Acting drift) {
    try (Database database = drift.open()) {
      StoredTrails trails = new StoredTrails(new TrailTable(database));
      List<TrailRecord> records = new ArrayList<>();
      for (String target : trails.targets()) {
        trails.read(target, 1, Set.of(), records::add);
      }
      return records;
    }
  }

  private static Verification verify(Acting drift) {
    List<TrailRecord> records = records(drift);
    Verifier verifier = new Verifier(records.getFirst().target());
    records.forEach(verifier);
    return verifier.result();
  }

  private static void edit(ControlPlane plane, Acting drift, String value) {
    run(
        plane,
        drift,
        "patch",
        "cm/settings",
        "--field-manager=rival",
        "-p",
        "{\"data\":{\"a\":\"%s\"}}".formatted(value));
  }

  private static String value(ControlPlane plane, Acting drift) {
    return run(plane, drift, "get", "cm/settings", "-o", "jsonpath={.data.a}");
  }

  private static String run(ControlPlane plane, Acting drift, String... arguments) {
    return plane
        .kubectl(
            Stream.concat(Stream.of("-n", drift.namespace()), Stream.of(arguments))
                .toArray(String[]::new))
        .orThrow()
        .stdout();
  }
}
