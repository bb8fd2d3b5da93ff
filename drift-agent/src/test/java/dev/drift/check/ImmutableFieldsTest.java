package dev.drift.check;

import static org.assertj.core.api.Assertions.assertThat;

import dev.drift.canonical.ImmutableFields;
import dev.drift.json.JsonReader;
import dev.drift.model.kind.GroupKind;
import dev.drift.model.value.Path;
import dev.drift.model.value.Value;
import dev.drift.testkit.ControlPlane;
import dev.drift.testkit.ControlPlaneExtension;
import dev.drift.testkit.ControlPlaneOptions;
import dev.drift.testkit.KubectlResult;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvFileSource;

/// Asks a real API server which fields it does not change.
@Tag("cluster")
class ImmutableFieldsTest {
  @RegisterExtension
  static final ControlPlaneExtension PLANE =
      ControlPlaneExtension.with(ControlPlaneOptions.apiServerOnly());

  @BeforeAll
  static void apply(ControlPlane plane) {
    plane
        .kubectl("create", "-f", "src/test/resources/dev/drift/check/immutable-objects.yaml")
        .orThrow();
    plane
        .kubectl("wait", "--for=condition=Established", "crd/gears.fixed.example", "--timeout=30s")
        .orThrow();
  }

  @ParameterizedTest(name = "{1} of {0}")
  @CsvFileSource(resources = "immutable-fields.csv", delimiter = '|', quoteCharacter = '`')
  void agreesWithTheApiServer(
      String object, String path, String patch, boolean immutable, ControlPlane plane)
      throws IOException {
    KubectlResult result =
        plane.kubectl(
            "patch", object, "-n", "fixed", "--type=strategic", "--dry-run=server", "-p", patch);
    String json = plane.kubectl("get", object, "-n", "fixed", "-o", "json").orThrow().stdout();
    Value.Obj live =
        (Value.Obj)
            JsonReader.read(new ByteArrayInputStream(json.getBytes(StandardCharsets.UTF_8)));
    GroupKind kind =
        GroupKind.of(live.text("apiVersion").orElseThrow(), live.text("kind").orElseThrow());

    assertThat(!result.succeeded()).as(result.stderr()).isEqualTo(immutable);
    if (immutable) {
      assertThat(result.stderr()).contains("is invalid");
    }
    assertThat(ImmutableFields.contain(kind, Path.parse(path), live)).isEqualTo(immutable);
  }
}
