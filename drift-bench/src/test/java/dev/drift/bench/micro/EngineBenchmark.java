package dev.drift.bench.micro;

import dev.drift.bench.Fleet;
import dev.drift.canonical.Canonical;
import dev.drift.canonical.Canonicaliser;
import dev.drift.canonical.schema.KindSchema;
import dev.drift.canonical.schema.Schemas;
import dev.drift.canonical.schema.TypeTable;
import dev.drift.compare.Comparer;
import dev.drift.compare.Comparison;
import dev.drift.json.JsonReader;
import dev.drift.json.JsonWriter;
import dev.drift.model.ResourceId;
import dev.drift.model.ResourceRef;
import dev.drift.model.kind.GroupKind;
import dev.drift.model.origin.SourceFile;
import dev.drift.model.value.Value;
import dev.drift.yaml.Document;
import dev.drift.yaml.DocumentReader;
import dev.drift.yaml.Documents;
import dev.drift.yaml.YamlLimits;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;
import org.openjdk.jmh.infra.Blackhole;

/// The stages of the engine over one tenant, 21 objects of 15 kinds; a result is the time for all
/// of them. With the options of the program, so without the second compiler.
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Warmup(iterations = 3, time = 2)
@Measurement(iterations = 5, time = 2)
@Fork(
    value = 2,
    jvmArgsAppend = {"-XX:+UseG1GC", "-XX:TieredStopAtLevel=1"})
public class EngineBenchmark {
  private final Schemas schemas = new Schemas(TypeTable.newest(), List.of(), Map.of());
  private final Canonicaliser canonicaliser = new Canonicaliser(schemas);
  private final Comparer comparer = new Comparer(schemas);
  private final DocumentReader yaml = new DocumentReader(YamlLimits.DEFAULT);

  private SourceFile file = new SourceFile("tenant.yaml", new byte[0]);
  private byte[] json = new byte[0];
  private List<Declared> declared = List.of();

  /// A manifest, with what comparing it needs.
  ///
  /// @param changed its live form, in which one label is another
  private record Declared(
      ResourceRef ref,
      KindSchema schema,
      Value.Obj manifest,
      Canonical canonical,
      Value.Obj live,
      Value.Obj changed) {}

  @Setup
  public void tenant() {
    file = new SourceFile("tenant.yaml", new Fleet(21).yaml().getBytes(StandardCharsets.UTF_8));
    declared = yaml.read(file).documents().stream().map(Document::value).map(this::of).toList();
    Value.Obj list =
        new Value.Obj(
            Map.of("items", new Value.Arr(declared.stream().<Value>map(Declared::live).toList())));
    json = JsonWriter.text(list).getBytes(StandardCharsets.UTF_8);
  }

  private Declared of(Value document) {
    Value.Obj manifest = (Value.Obj) document;
    String apiVersion = manifest.text("apiVersion").orElseThrow();
    String kind = manifest.text("kind").orElseThrow();
    Value.Obj metadata = manifest.object("metadata");
    ResourceRef ref =
        new ResourceRef(
            apiVersion,
            new ResourceId(
                GroupKind.of(apiVersion, kind),
                metadata.text("namespace").orElse(""),
                metadata.text("name").orElseThrow()));
    KindSchema schema = schemas.schema(apiVersion, kind).orElseThrow();
    Canonical canonical = canonicaliser.canonical(schema, manifest);
    Value.Obj live = canonicaliser.normal(schema, canonical.content());
    Value.Obj labels = metadata.object("labels").with("by-hand", Value.of("yes"));
    Value.Obj changed = live.with("metadata", live.object("metadata").with("labels", labels));
    return new Declared(ref, schema, manifest, canonical, live, changed);
  }

  /// Manifests from YAML.
  @Benchmark
  public Documents parseYaml() {
    return yaml.read(file);
  }

  /// Objects from a LIST.
  @Benchmark
  public Value parseJson() throws IOException {
    return JsonReader.read(new ByteArrayInputStream(json));
  }

  /// What the API server would store.
  @Benchmark
  public void canonicalise(Blackhole hole) {
    for (Declared one : declared) {
      hole.consume(canonicaliser.canonical(one.schema(), one.manifest()));
    }
  }

  /// Nothing differs.
  @Benchmark
  public void compareEqual(Blackhole hole) {
    for (Declared one : declared) {
      hole.consume(compare(one, one.live()));
    }
  }

  /// One label of each object differs.
  @Benchmark
  public void compareChanged(Blackhole hole) {
    for (Declared one : declared) {
      hole.consume(compare(one, one.changed()));
    }
  }

  private Comparison compare(Declared one, Value.Obj live) {
    return comparer.compare(one.ref(), one.schema(), one.canonical(), live);
  }
}
