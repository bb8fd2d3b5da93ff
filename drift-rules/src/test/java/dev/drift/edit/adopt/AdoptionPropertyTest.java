package dev.drift.edit.adopt;

import static org.assertj.core.api.Assertions.assertThat;

import dev.drift.edit.EditResult;
import dev.drift.edit.FileEditor;
import dev.drift.evaluate.Evaluator;
import dev.drift.finding.Finding;
import dev.drift.model.DesiredResource;
import dev.drift.model.Difference;
import dev.drift.model.LiveResource;
import dev.drift.model.Manifest;
import dev.drift.model.Manifests;
import dev.drift.model.ReadText;
import dev.drift.model.origin.SourceFile;
import dev.drift.model.scope.Scope;
import dev.drift.model.scope.TrackedKinds;
import dev.drift.model.value.Value;
import dev.drift.world.Deployed;
import dev.drift.world.World;
import dev.drift.yaml.Document;
import dev.drift.yaml.DocumentReader;
import dev.drift.yaml.YamlLimits;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/// Random changes of objects that run the example, adopted: with the edited file, nothing differs.
///
/// `-Ddrift.edit.seed=7` starts elsewhere, `-Ddrift.edit.adoptions=…` makes more.
class AdoptionPropertyTest {
  private static final long SEED = Long.getLong("drift.edit.seed", 1);
  private static final int CHANGES = Integer.getInteger("drift.edit.adoptions", 150);
  private static final Set<String> IDENTITY =
      Set.of(
          "apiVersion",
          "kind",
          "name",
          "namespace",
          "uid",
          "resourceVersion",
          "creationTimestamp",
          "status");

  private final Random random = new Random(SEED);
  private final Map<String, Integer> refusals = new TreeMap<>();
  private final List<String> failures = new ArrayList<>();
  private int adopted;
  private int unchanged;

  @Test
  void whatIsAdoptedDiffersNoMore() throws IOException {
    String text = manifests(Path.of("../examples/lakehouse"));
    World world = Deployed.of(text, Scope.NAMESPACES, TrackedKinds.ALL);
    SourceFile file = new SourceFile("all.yaml", text.getBytes(StandardCharsets.UTF_8));
    List<DesiredResource> declared = List.copyOf(world.declared().values());
    for (int i = 0; i < CHANGES; i++) {
      DesiredResource resource = declared.get(random.nextInt(declared.size()));
      LiveResource live =
          Optional.ofNullable(world.live().resources().get(resource.id())).orElseThrow();
      Value.Obj changed = (Value.Obj) altered(live.content());
      if (changed.equals(live.content())) {
        continue;
      }
      LiveResource now = new LiveResource(live.ref(), changed, live.owners());
      World drifted =
          world.with(world.live().later(world.live().takenAt(), List.of(now), Set.of()));
      change("seed %d, change %d: %s".formatted(SEED, i, resource.id()), file, resource, drifted);
    }
    System.out.printf(
        "seed %d: %d adopted, %d without drift, refused %s%n", SEED, adopted, unchanged, refusals);
    assertThat(failures).isEmpty();
    assertThat(adopted).isGreaterThan(CHANGES / 3);
  }

  private void change(String what, SourceFile file, DesiredResource resource, World drifted) {
    List<Difference> differences = differences(resource, drifted);
    if (differences.isEmpty()) {
      unchanged++;
      return;
    }
    switch (Adoptions.of(Evaluator.plain().evaluate(drifted)).adopt(resource, differences)) {
      case Adoption.Refused refused ->
          refusals.merge(
              refused.reason() + " " + resource.id().kind() + " " + paths(differences),
              1,
              Integer::sum);
      case Adoption.Removal _, Adoption.Created _ -> failures.add(what);
      case Adoption.Edits(var edits) -> {
        EditResult result =
            new FileEditor(YamlLimits.DEFAULT)
                .edit(file, resource.manifest().origin().places(), edits);
        if (!(result instanceof EditResult.Edited(byte[] content))) {
          refusals.merge("FILE " + result, 1, Integer::sum);
          return;
        }
        Manifest manifest = manifest(content, resource);
        DesiredResource after =
            new DesiredResource(
                resource.ref(),
                manifest.content().with("metadata", metadata(manifest, resource)),
                manifest);
        List<Difference> left =
            differences(after, drifted).stream()
                .filter(one -> one.text().filter(ReadText::saysTheSame).isEmpty())
                .toList();
        adopted++;
        if (!left.isEmpty()) {
          failures.add(what + " leaves " + paths(left) + " by " + edits);
        }
      }
    }
  }

  private static Value.Obj metadata(Manifest manifest, DesiredResource resource) {
    Value.Obj metadata = manifest.content().object("metadata");
    return resource
        .content()
        .object("metadata")
        .get("namespace")
        .map(namespace -> metadata.with("namespace", namespace))
        .orElse(metadata);
  }

  private static Manifest manifest(byte[] content, DesiredResource resource) {
    int document = resource.manifest().origin().places().document();
    Document found =
        new DocumentReader(YamlLimits.DEFAULT)
            .read(new SourceFile("all.yaml", content)).documents().stream()
                .filter(one -> one.places().document() == document)
                .findFirst()
                .orElseThrow();
    return Manifests.of((Value.Obj) found.value(), found.places());
  }

  private static List<String> paths(List<Difference> differences) {
    return differences.stream().map(one -> one.change() + " " + one.path()).toList();
  }

  private static List<Difference> differences(DesiredResource resource, World world) {
    List<Difference> differences = new ArrayList<>();
    Evaluator.plain()
        .evaluateOne(resource, world)
        .judgements()
        .filter(judgement -> judgement.finding() instanceof Finding.Drift)
        .filter(judgement -> judgement.difference().resource().equals(resource.ref()))
        .forEach(judgement -> differences.add(judgement.difference()));
    return differences;
  }

  /// Something within is another value, gone, or new.
  private Value altered(Value value) {
    return switch (value) {
      case Value.Obj object -> {
        List<String> keys =
            object.fields().keySet().stream().filter(key -> !IDENTITY.contains(key)).toList();
        if (keys.isEmpty() || random.nextInt(12) == 0) {
          yield object;
        }
        String key = keys.get(random.nextInt(keys.size()));
        yield random.nextInt(8) == 0
            ? object.without(key)
            : object.with(key, altered(object.get(key).orElseThrow()));
      }
      case Value.Arr(List<Value> items) when !items.isEmpty() -> {
        List<Value> others = new ArrayList<>(items);
        int at = random.nextInt(items.size());
        switch (random.nextInt(6)) {
          case 0 -> others.remove(at);
          case 1 -> others.add(others.remove(at));
          default -> others.set(at, altered(items.get(at)));
        }
        yield new Value.Arr(others);
      }
      case Value.Arr _ -> value;
      case Value.Bool(boolean bool) -> Value.of(!bool);
      case Value.Num(var number) -> new Value.Num(number.add(java.math.BigDecimal.ONE));
      case Value.Str(String text) when text.indexOf('\n') >= 0 -> {
        List<String> lines = new ArrayList<>(List.of(text.split("\n", -1)));
        int at = random.nextInt(lines.size());
        String line = lines.get(at);
        switch (random.nextInt(3)) {
          case 0 -> lines.remove(at);
          case 1 -> lines.set(at, line + "0");
          default -> lines.set(at, line.replaceFirst("[0-9]", "7"));
        }
        yield Value.of(String.join("\n", lines));
      }
      case Value.Str(String text) -> Value.of(text.replaceFirst("[0-9]+", "77") + "x");
      case Value.Null _, Value.Masked _ -> Value.of("x");
    };
  }

  private static String manifests(Path folder) throws IOException {
    StringBuilder all = new StringBuilder();
    try (Stream<Path> files = Files.walk(folder)) {
      files
          .filter(path -> path.toString().endsWith(".yaml") && !path.endsWith("drift.yaml"))
          .sorted()
          .forEach(path -> all.append("---\n").append(read(path)).append('\n'));
    }
    return all.toString();
  }

  private static String read(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
