package dev.drift.evaluate;

import static org.assertj.core.api.Assertions.assertThat;

import dev.drift.compare.Yaml;
import dev.drift.finding.Finding;
import dev.drift.model.LiveObjects;
import dev.drift.model.LiveResource;
import dev.drift.model.LiveState;
import dev.drift.model.ResourceId;
import dev.drift.model.Resources;
import dev.drift.model.kind.Kinds;
import dev.drift.model.origin.SourceFile;
import dev.drift.model.scope.Scope;
import dev.drift.model.value.Value;
import dev.drift.world.Deployed;
import dev.drift.world.World;
import dev.drift.yaml.DocumentReader;
import dev.drift.yaml.YamlLimits;
import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/// A change of one object reaches each other object that is judged by it: `updates.yaml` has a case
/// for each way.
class UpdateReachTest {
  @TestFactory
  Stream<DynamicTest> aChangeReachesWhatIsJudgedByIt() throws IOException {
    try (InputStream in = UpdateReachTest.class.getResourceAsStream("updates.yaml")) {
      Value cases =
          new DocumentReader(YamlLimits.DEFAULT)
              .read(new SourceFile("updates.yaml", in.readAllBytes()))
              .documents()
              .getFirst()
              .value();
      return ((Value.Arr) cases)
          .items().stream()
              .map(Value.Obj.class::cast)
              .map(one -> DynamicTest.dynamicTest(one.text("name").orElseThrow(), () -> run(one)));
    }
  }

  private static void run(Value.Obj one) {
    World start = Deployed.of(one.text("git").orElseThrow(), Scope.NAMESPACES, UpdateTest.kinds());
    List<LiveResource> objects = objects(one, "live");
    LiveState live = start.live().later(start.asOf(), objects, List.of());
    List<LiveResource> put = objects(one, "later");
    Set<ResourceId> gone = new HashSet<>();
    for (Value id : one.list("gone")) {
      gone.add(
          live.resources().keySet().stream()
              .filter(it -> name(it).equals(((Value.Str) id).value()))
              .findFirst()
              .orElseThrow());
    }
    Duration passed = one.text("passed").map(Duration::parse).orElse(Duration.ZERO);
    LiveState later = live.later(live.takenAt().plus(passed), put, gone);

    Evaluator evaluator = Evaluator.plain();
    Evaluation before = evaluator.evaluate(start.with(live));
    Set<ResourceId> changed = new HashSet<>(gone);
    put.forEach(object -> changed.add(object.id()));
    Evaluation full = evaluator.evaluate(start.with(later));
    Evaluation updated = evaluator.update(before, start.with(later), changed);

    ResourceId reached =
        later.resources().keySet().stream()
            .filter(it -> it.toString().equals(one.text("reached").orElseThrow()))
            .findFirst()
            .orElseThrow();
    assertThat(changed).doesNotContain(reached);
    assertThat(full.resource(reached)).isNotEqualTo(before.resource(reached));
    assertThat(updated.resource(reached)).isEqualTo(full.resource(reached));
    UpdateTest.assertSame(updated, full, one.text("name").orElseThrow());
    assertThat(updated.parts().orElseThrow().pass().schemas())
        .as("it is an update, not a full evaluation")
        .isSameAs(before.parts().orElseThrow().pass().schemas());
  }

  /// Otherwise every ConfigMap of a cluster is judged again whenever any Service changes.
  @Test
  void whatNoRuleLooksAtJudgesNothingElseAgain() {
    World start =
        Deployed.of(
            """
            apiVersion: v1
            kind: ConfigMap
            metadata: {name: a, namespace: ns}
            data: {a.properties: "uri=http://db.other.svc:81"}
            ---
            apiVersion: v1
            kind: Service
            metadata: {name: db, namespace: other}
            spec: {ports: [{port: 80}]}
            """,
            Scope.NAMESPACES,
            UpdateTest.kinds());
    Resources<LiveResource> objects = start.live().resources();
    LiveResource service = objects.ofKind(Kinds.SERVICE).getFirst();
    LiveResource map = objects.ofKind(Kinds.CONFIG_MAP).getFirst();
    Value.Obj spec = service.content().object("spec");
    LiveResource edited =
        new LiveResource(
            service.ref(),
            service.content().with("spec", spec.with("sessionAffinity", Value.of("ClientIP"))),
            service.owners());
    Evaluator evaluator = Evaluator.plain();
    Evaluation before = evaluator.evaluate(start);
    assertThat(before.findings()).extracting(Finding::resource).contains(map.ref());

    LiveState later = start.live().later(start.live().takenAt(), List.of(edited), List.of());
    Evaluation updated = evaluator.update(before, start.with(later), Set.of(service.id()));

    assertThat(updated.parts().orElseThrow().renewed())
        .contains(service.id())
        .doesNotContain(map.id());
  }

  private static String name(ResourceId id) {
    return id.groupKind() + " " + id.namespace() + "/" + id.name();
  }

  private static List<LiveResource> objects(Value.Obj one, String field) {
    String yaml = one.text(field).orElse("");
    return yaml.isBlank() ? List.of() : Yaml.objects(yaml).stream().map(LiveObjects::live).toList();
  }
}
