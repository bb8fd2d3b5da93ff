package dev.drift.bench.micro;

import dev.drift.bench.Fleet;
import dev.drift.evaluate.Evaluation;
import dev.drift.evaluate.Evaluator;
import dev.drift.judge.Rules;
import dev.drift.model.LiveResource;
import dev.drift.model.kind.GroupKind;
import dev.drift.model.kind.Kinds;
import dev.drift.model.scope.Scope;
import dev.drift.model.scope.TrackedKinds;
import dev.drift.model.value.Value;
import dev.drift.world.Deployed;
import dev.drift.world.World;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/// One changed object among 10,500 declared ones and what controllers made of them, in a warm
/// process with the second compiler, as a daemon runs.
@State(org.openjdk.jmh.annotations.Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
@Warmup(iterations = 5, time = 5)
@Measurement(iterations = 5, time = 5)
@Fork(
    value = 1,
    jvmArgsAppend = {"-XX:+UseG1GC", "-Xmx2g"})
public class UpdateBenchmark {
  private static final String CRD =
      "{apiVersion: apiextensions.k8s.io/v1, kind: CustomResourceDefinition,"
          + " metadata: {name: widgets.example.org},"
          + " spec: {group: example.org, scope: Namespaced, names: {kind: Widget, plural: widgets},"
          + " versions: [{name: v1, served: true, storage: true,"
          + " schema: {openAPIV3Schema: {type: object}}}]}}\n";

  private final Evaluator evaluator = Evaluator.plain();
  private World world = Deployed.of("", Scope.NAMESPACES, Set.of());
  private Evaluation evaluation = evaluator.evaluate(world);
  private int changes;

  @Setup
  public void fleet() {
    Set<GroupKind> kinds = new TreeSet<>(TrackedKinds.ALL);
    kinds.addAll(Rules.READ);
    kinds.add(Kinds.NAMESPACE);
    world = Deployed.of(new Fleet(10_500).yaml() + "---\n" + CRD, Scope.NAMESPACES, kinds);
    evaluation = evaluator.evaluate(world);
  }

  /// Everything.
  @Benchmark
  public Evaluation evaluate() {
    return evaluator.evaluate(world);
  }

  /// A value of a ConfigMap is another, and back again.
  @Benchmark
  public Evaluation updateConfigMap() {
    return update(Kinds.CONFIG_MAP, "data");
  }

  /// The status of a Pod is another.
  @Benchmark
  public Evaluation updatePod() {
    return update(Kinds.POD, "status");
  }

  /// A CRD says how objects are read, so everything is evaluated.
  @Benchmark
  public Evaluation updateCrd() {
    return update(Kinds.CUSTOM_RESOURCE_DEFINITION, "status");
  }

  /// The live state changes, and so does the time.
  private Evaluation update(GroupKind kind, String field) {
    changes++;
    World before = evaluation.world();
    List<LiveResource> all = before.live().resources().ofKind(kind);
    LiveResource first = all.get(all.size() / 2);
    Value.Obj content = first.content();
    Value.Obj values = content.object(field);
    Value.Obj others =
        values.get("changed").isPresent()
            ? values.without("changed")
            : values.with("changed", Value.of("change " + changes));
    LiveResource changed =
        new LiveResource(first.ref(), content.with(field, others), first.owners());
    World after =
        before.with(before.live().later(before.asOf().plusSeconds(1), List.of(changed), List.of()));
    evaluation = evaluator.update(evaluation, after, Set.of(changed.id()));
    return evaluation;
  }
}
