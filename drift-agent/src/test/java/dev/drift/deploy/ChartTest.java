package dev.drift.deploy;

import static dev.drift.deploy.Rendered.at;
import static dev.drift.deploy.Rendered.map;
import static dev.drift.deploy.Rendered.text;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.drift.testkit.Binaries;
import dev.drift.testkit.Binary;
import dev.drift.testkit.Renderer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;

/// `manifests/chart`, rendered by Helm, makes the objects that `kubectl kustomize` makes of the
/// overlays.
@Tag("cluster")
class ChartTest {
  private static final Path MANIFESTS = Path.of("../manifests").toAbsolutePath().normalize();
  private static final Path CHART = MANIFESTS.resolve("chart");

  /// What only a chart writes: its labels, and the annotation that restarts Pods.
  private static final Set<String> OF_CHARTS =
      Set.of(
          "app.kubernetes.io/instance",
          "app.kubernetes.io/managed-by",
          "app.kubernetes.io/version",
          "helm.sh/chart",
          "checksum/config");

  @TempDir Path folder;

  private record Result(int code, String out, String err) {}

  @ParameterizedTest
  @CsvSource({
    "cronjob, mode=cronjob",
    "revert, 'mode=cronjob,revert=true'",
    "daemon, mode=daemon",
    "daemon-ha, 'mode=daemon,daemon.replicas=2'",
  })
  void makesTheObjectsOfAnOverlay(String overlay, String values) throws Exception {
    Map<String, Object> expected =
        comparable(
            run(
                Binaries.resolve().path(Binary.KUBECTL),
                "kustomize",
                MANIFESTS.resolve("overlays").resolve(overlay).toString()));
    Map<String, Object> made =
        comparable(template("--set", "namespace.create=true", "--set", values));

    assertThat(made.keySet()).containsExactlyElementsOf(expected.keySet());
    expected.forEach((name, object) -> assertThat(made.get(name)).as(name).isEqualTo(object));
  }

  @Test
  void namesFollowTheReleaseAndItsNamespace() throws Exception {
    Result result =
        run(
            Renderer.HELM.path(),
            "template",
            "shop",
            CHART.toString(),
            "--namespace=ops",
            "--set=mode=daemon,revert=true,daemon.replicas=2,rbac.report=true");
    assertThat(result.code()).as(result.err()).isZero();
    Rendered rendered = Rendered.of(result.out());
    for (Map<?, ?> object : rendered.objects()) {
      assertThat(text(object, "metadata", "name")).startsWith("shop-drift");
      if (map(object, "metadata").containsKey("namespace")) {
        assertThat(text(object, "metadata", "namespace")).isEqualTo("ops");
      }
      if (object.containsKey("roleRef")) {
        assertThat(rendered.objects())
            .anySatisfy(
                role -> {
                  assertThat(role.get("kind")).isEqualTo(at(object, "roleRef", "kind"));
                  assertThat(text(role, "metadata", "name"))
                      .isEqualTo(text(object, "roleRef", "name"));
                });
        assertThat(text(object, "subjects", 0, "name")).isEqualTo("shop-drift");
        assertThat(text(object, "subjects", 0, "namespace")).isEqualTo("ops");
      }
    }
    assertThat(text(rendered.template(), "spec", "serviceAccountName")).isEqualTo("shop-drift");
  }

  @Test
  void helmFindsNothingToSayAboutIt() throws Exception {
    Result result = run(Renderer.HELM.path(), "lint", "--strict", CHART.toString());
    assertThat(result.code()).as(result.out()).isZero();
    assertThat(result.out()).contains("1 chart(s) linted, 0 chart(s) failed");
  }

  /// The schema names what is wrong, rather than a manifest that the API server refuses.
  @ParameterizedTest
  @ValueSource(
      strings = {
        "mode=deamon",
        "daemon.replicas=0",
        "cronjob.shedule=x",
        "image.digest=latest",
        "revert=yes please",
        "config.sources=none"
      })
  void theSchemaRefusesWhatItDoesNotKnow(String value) throws Exception {
    Result result =
        run(Renderer.HELM.path(), "template", "drift", CHART.toString(), "--set", value);
    assertThat(result.code()).isNotZero();
    assertThat(result.err()).contains("values don't meet the specifications of the schema");
  }

  /// Each value is in the schema, and the other way round.
  @Test
  void theSchemaDescribesEachValue() throws IOException {
    Map<?, ?> values = load(Files.readString(CHART.resolve("values.yaml")));
    Map<?, ?> schema = load(Files.readString(CHART.resolve("values.schema.json")));
    List<String> described = new ArrayList<>(names(map(schema, "properties")));
    // Helm gives it to charts within charts.
    assertThat(described.remove("global")).isTrue();
    assertThat(described).containsExactlyInAnyOrderElementsOf(names(values));
    for (String section :
        List.of(
            "image",
            "git",
            "cronjob",
            "daemon",
            "persistence",
            "rbac",
            "serviceAccount",
            "networkPolicy",
            "namespace")) {
      assertThat(names(map(schema, "properties", section, "properties")))
          .as(section)
          .containsExactlyInAnyOrderElementsOf(names(map(values, section)));
    }
  }

  private static List<String> names(Map<?, ?> map) {
    return map.keySet().stream().map(Object::toString).toList();
  }

  private Result template(String... values) throws IOException, InterruptedException {
    List<String> arguments =
        new ArrayList<>(List.of("template", "drift", CHART.toString(), "--namespace=drift"));
    arguments.addAll(List.of(values));
    return run(Renderer.HELM.path(), arguments.toArray(String[]::new));
  }

  /// Each object by its kind and name.
  private static Map<String, Object> comparable(Result result) {
    assertThat(result.code()).as(result.err()).isZero();
    Map<String, Object> objects = new TreeMap<>();
    for (Map<?, ?> object : Rendered.of(result.out()).objects()) {
      objects.put(object.get("kind") + " " + text(object, "metadata", "name"), comparable(object));
    }
    return objects;
  }

  /// Without what only charts write, and without comments and order where these mean nothing.
  private static Object comparable(Object node) {
    return switch (node) {
      case Map<?, ?> map -> {
        Map<String, Object> fields = new LinkedHashMap<>();
        map.forEach(
            (key, value) -> {
              String name = key.toString();
              Object content = name.endsWith(".yaml") ? load(value.toString()) : comparable(value);
              if (!OF_CHARTS.contains(name) && !content.equals(Map.of())) {
                fields.put(name, content);
              }
            });
        yield fields;
      }
      case List<?> list -> list.stream().map(ChartTest::comparable).toList();
      default -> node;
    };
  }

  private static Map<?, ?> load(String yaml) {
    return new Yaml(new SafeConstructor(new LoaderOptions())).load(yaml);
  }

  private Result run(Path program, String... arguments) throws IOException, InterruptedException {
    Path err = folder.resolve("err");
    ProcessBuilder builder =
        new ProcessBuilder(
                Stream.concat(Stream.of(program.toString()), Stream.of(arguments)).toList())
            .redirectError(err.toFile());
    builder.environment().clear();
    builder.environment().put("HOME", folder.toString());
    Process process = builder.start();
    process.getOutputStream().close();
    String out = new String(process.getInputStream().readAllBytes(), UTF_8);
    return new Result(process.waitFor(), out, Files.readString(err));
  }
}
