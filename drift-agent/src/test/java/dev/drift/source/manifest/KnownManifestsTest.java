package dev.drift.source.manifest;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;

import dev.drift.model.Manifest;
import dev.drift.model.origin.SourceFile;
import dev.drift.model.value.Value;
import dev.drift.yaml.DocumentReader;
import dev.drift.yaml.YamlLimits;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

final class KnownManifestsTest {
  private final KnownManifests known = new KnownManifests(new DocumentReader(YamlLimits.DEFAULT));

  @Test
  void readsAFileOnce() {
    assertSame(known.of(file("a.yaml", "one")), known.of(file("a.yaml", "one")));
  }

  /// As when a deployer has applied another commit.
  @Test
  void tellsTheContentsOfOnePathApart() {
    assertEquals(List.of("one"), names(known.of(file("a.yaml", "one"))));
    assertEquals(List.of("two"), names(known.of(file("a.yaml", "two"))));
  }

  @Test
  void tellsThePathsOfOneContentApart() {
    known.of(file("a.yaml", "one"));
    FileManifests other = known.of(file("b.yaml", "one"));
    assertEquals("b.yaml", other.manifests().getFirst().origin().places().file());
  }

  @Test
  void anAnnotationMayBeAMapping() {
    assertEquals(
        Optional.of(new Value.Obj(Map.of("path", Value.of("a.yaml")))),
        known.mapping("path: a.yaml\n"));
    assertEquals(Optional.empty(), known.mapping("a.yaml"));
    assertEquals(Optional.empty(), known.mapping("a: 1\n---\nb: 2\n"));
    assertEquals(Optional.empty(), known.mapping("a: {"));
  }

  private static List<String> names(FileManifests file) {
    return file.manifests().stream().map(Manifest::name).toList();
  }

  private static SourceFile file(String path, String name) {
    String text = "apiVersion: v1\nkind: ConfigMap\nmetadata: {name: %s}\n".formatted(name);
    return new SourceFile(path, text.getBytes(UTF_8));
  }
}
