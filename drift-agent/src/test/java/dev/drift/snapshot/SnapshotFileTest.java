package dev.drift.snapshot;

import static dev.drift.kubernetes.read.Clusters.REDACTOR;
import static dev.drift.kubernetes.read.Clusters.ref;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.drift.json.JsonReader;
import dev.drift.model.ApiKind;
import dev.drift.model.Cluster;
import dev.drift.model.DriftException;
import dev.drift.model.FieldOwner;
import dev.drift.model.GroupKind;
import dev.drift.model.HeldObject;
import dev.drift.model.KindCoverage;
import dev.drift.model.LiveResource;
import dev.drift.model.LiveState;
import dev.drift.model.Problem;
import dev.drift.model.ReleaseFacts;
import dev.drift.model.ResourceRef;
import dev.drift.model.Resources;
import dev.drift.model.SecretFacts;
import dev.drift.model.Value;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Snapshots: all of the live state comes back, and what is no snapshot is refused in a sentence.
class SnapshotFileTest {
  @TempDir Path folder;

  @Test
  void comesBackAsItWas() throws IOException {
    Path file = folder.resolve("snapshot.json");
    LiveState state = state();

    SnapshotFile.write(state, file, REDACTOR);

    assertThat(SnapshotFile.read(file)).isEqualTo(redacted(state));
  }

  @Test
  void isPackedWhereItsNameEndsInGz() throws IOException {
    Path file = folder.resolve("snapshot.json.gz");
    LiveState state = state();

    SnapshotFile.write(state, file, REDACTOR);

    assertThat(Files.readAllBytes(file)).startsWith(0x1f, 0x8b);
    assertThat(SnapshotFile.read(file)).isEqualTo(redacted(state));
    Path renamed = Files.move(file, folder.resolve("snapshot"));
    assertThat(SnapshotFile.read(renamed)).isEqualTo(redacted(state));
  }

  @Test
  void isTheSameForTheSameState() throws IOException {
    Path first = folder.resolve("first.gz");
    Path second = folder.resolve("second.gz");

    SnapshotFile.write(state(), first, REDACTOR);
    SnapshotFile.write(SnapshotFile.read(first), second, REDACTOR);

    assertThat(second).hasSameBinaryContentAs(first);
  }

  /// Valid JSON that is no snapshot, or one beyond what is read: a sentence, and nothing quoted.
  @Test
  void whatIsBeyondItsLimitsIsSaid() throws IOException {
    String deep = "[".repeat(20_000) + "]".repeat(20_000);
    for (String value :
        List.of(
            deep,
            "{\"a\":".repeat(2_000) + "1" + "}".repeat(2_000),
            "1".repeat(3_000_000),
            "-0." + "1".repeat(3_000_000),
            "1e" + "9".repeat(400),
            "1e999999999",
            "\"" + "x".repeat(65 * 1024 * 1024) + "\"",
            "{\"" + "x".repeat(1024 * 1024) + "\": 1}")) {
      for (String section : List.of("cluster", "keyId", "resources", "kinds", "openApi", "other")) {
        Path broken = folder.resolve("broken.json");
        Files.writeString(
            broken,
            section.equals("resources") || section.equals("kinds")
                ? "{\"%s\":[{\"content\":%s}]}".formatted(section, value)
                : "{\"%s\":%s}".formatted(section, value));
        Problem problem = refusal(broken);
        assertThat(problem.code()).isEqualTo(Problem.Code.INVALID_SNAPSHOT);
        assertThat(problem.message()).startsWith("The snapshot " + broken);
        // Without the path: the number in the name of a temporary folder may hold 111.
        assertThat(problem.message().replace(broken.toString(), ""))
            .hasSizeLessThan(150 + "The snapshot ".length())
            .doesNotContain("xxx", "111", "999");
      }
    }
  }

  /// As deep as an API server may have them and Drift reads them.
  @Test
  void holdsObjectsThatAreDeep() throws IOException {
    Path file = folder.resolve("snapshot.json");
    Value deep = Value.of("x");
    for (int i = 0; i < 450; i++) {
      deep = new Value.Arr(List.of(deep));
    }
    LiveState state = state();
    LiveResource one = state.resources().values().iterator().next();
    LiveResource other =
        new LiveResource(one.ref(), one.content().with("deep", deep), one.owners());

    SnapshotFile.write(state.with(Resources.of(List.of(other))), file, REDACTOR);

    assertThat(SnapshotFile.read(file).resources().values())
        .extracting(resource -> resource.content().get("deep"))
        .containsExactly(Optional.of(deep));
  }

  private static Problem refusal(Path file) {
    return catchThrowableOfType(DriftException.class, () -> SnapshotFile.read(file))
        .problems()
        .getFirst();
  }

  @Test
  void isForItsOwnerAlone() throws IOException {
    Path file = folder.resolve("snapshot.json");

    SnapshotFile.write(state(), file, REDACTOR);

    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
        .isEqualTo("rw-------");
    try (var files = Files.list(folder)) {
      assertThat(files).containsExactly(file);
    }
  }

  /// Whatever an object calls its fields, only a real mask is read as one.
  @Test
  void takesNoHonestObjectForAMask() throws IOException {
    Path file = folder.resolve("snapshot.json");
    Value.Obj content =
        object("{'masked':'a','keyId':'b','list':[{'masked':'c'}],'a.b':{'c[0]':1}}")
            .with("real", new Value.Masked("00ff", "key-1"))
            .with("a.b", object("{'list':[1,2]}").with("x/y", new Value.Masked("11", "key-2")))
            .with("items", new Value.Arr(List.of(new Value.Masked("22", "key-1"))));
    LiveState state = state(resource("v1", "ConfigMap", "trino", "odd", content));

    SnapshotFile.write(state, file, REDACTOR);

    assertThat(SnapshotFile.read(file)).isEqualTo(redacted(state));
  }

  @Test
  void keepsWhatIsKnownOfSecrets() throws IOException {
    Path file = folder.resolve("snapshot.json");
    Value.Obj data =
        Value.Obj.EMPTY
            .with("rootPassword", Value.of("bWluaW9hZG1pbg=="))
            .with("a.b", Value.of("c29tZXRoaW5nIGVsc2U="));
    Value.Obj content = Value.Obj.EMPTY.with("data", data);
    LiveState state = state(resource("v1", "Secret", "minio", "minio", content));

    SnapshotFile.write(state, file, REDACTOR);

    assertThat(Files.readString(file))
        .contains("\"facts\":{\"data.rootPassword\":{\"defaultOf\":\"MinIO\"}}")
        .doesNotContain("minioadmin")
        .doesNotContain("bWluaW9hZG1pbg");
    Value.Obj read =
        SnapshotFile.read(file).resources().values().iterator().next().content().object("data");
    assertThat(((Value.Masked) read.get("rootPassword").orElseThrow()).facts().defaultOf())
        .contains("MinIO");
    assertThat(((Value.Masked) read.get("a.b").orElseThrow()).facts()).isEqualTo(SecretFacts.NONE);
    String old = Files.readString(file).replaceAll("\"facts\":\\{[^}]*\\}\\},?", "");
    Files.writeString(file, old);
    assertThat(SnapshotFile.read(file)).isEqualTo(redacted(state));
    Files.writeString(
        file,
        old.replace(
            "\"owners\"",
            "\"facts\":{\"data.rootPassword\":{\"validFrom\":\"tulip\"}},\"owners\""));
    assertThat(problem(file).message()).contains("is not a mask").doesNotContain("tulip");
  }

  /// What Helm stores is secret; which objects it installed is not.
  @Test
  void keepsWhichObjectsAHelmReleaseHolds() throws IOException {
    Path file = folder.resolve("snapshot.json");
    ReleaseFacts facts =
        new ReleaseFacts(
            "minio",
            "store",
            List.of(
                new HeldObject(new GroupKind("apps", "StatefulSet"), "", "minio", ""),
                new HeldObject(
                    new GroupKind("rbac.authorization.k8s.io", "ClusterRole"), "", "a:b", "00ff")),
            true);
    Value.Obj content =
        Value.Obj.EMPTY.with(
            "data",
            Value.Obj.EMPTY.with(
                "release", new Value.Masked("00ff", "key-1", SecretFacts.of(facts))));
    LiveState state = state(resource("v1", "Secret", "minio", "store", content));

    SnapshotFile.write(state, file, REDACTOR);

    assertThat(Files.readString(file))
        .contains(
            "\"objects\":[\"apps/StatefulSet//minio/\","
                + "\"rbac.authorization.k8s.io/ClusterRole//a:b/00ff\"]");
    Value.Obj read =
        SnapshotFile.read(file).resources().values().iterator().next().content().object("data");
    assertThat(((Value.Masked) read.get("release").orElseThrow()).facts().release())
        .contains(facts);
    String written = Files.readString(file);
    for (String broken : List.of("minio", "apps/StatefulSet//minio///")) {
      Files.writeString(file, written.replace("apps/StatefulSet//minio/", broken));
      assertThat(problem(file).message()).contains("is not a mask");
    }
  }

  @Test
  void takesThemFromTheRecordAsItIsWritten() throws IOException {
    Path file = folder.resolve("snapshot.json");
    String release =
        "{'name':'store','namespace':'minio','config':{'note':'tulip'},'manifest':"
            + "'apiVersion: v1\\nkind: Service\\nmetadata:\\n  name: minio\\n'}";
    ByteArrayOutputStream packed = new ByteArrayOutputStream();
    try (GZIPOutputStream gzip = new GZIPOutputStream(packed)) {
      gzip.write(release.replace('\'', '"').getBytes(StandardCharsets.UTF_8));
    }
    byte[] stored = Base64.getEncoder().encode(packed.toByteArray());
    Value.Obj record =
        object(
            "{'apiVersion':'v1','kind':'Secret','type':'helm.sh/release.v1','metadata':{"
                + "'name':'sh.helm.release.v1.store.v2','namespace':'minio','labels':{"
                + "'owner':'helm','name':'store','version':'2','status':'deployed'}},"
                + "'data':{'release':'"
                + Base64.getEncoder().encodeToString(stored)
                + "'}}");
    ResourceRef ref = ref("v1", "Secret", "minio", "sh.helm.release.v1.store.v2");

    SnapshotFile.write(state(new LiveResource(ref, record, List.of())), file, REDACTOR);

    assertThat(Files.readString(file))
        .contains("\"objects\":[\"/Service//minio/\"]")
        .doesNotContain("tulip")
        .doesNotContain("H4sI");
    Value.Obj data =
        SnapshotFile.read(file).resources().values().iterator().next().content().object("data");
    assertThat(((Value.Masked) data.get("release").orElseThrow()).facts().release())
        .contains(
            new ReleaseFacts(
                "minio",
                "store",
                List.of(new HeldObject(new GroupKind("", "Service"), "", "minio", "")),
                true));
  }

  @Test
  void aliasesOfKindsAreReadIfTheyAreThere() throws IOException {
    Path file = folder.resolve("snapshot.json");
    SnapshotFile.write(state(), file, REDACTOR);
    String text = Files.readString(file);

    // As versions before wrote it.
    Files.writeString(file, text.replaceAll(",\"aliases\":\\[[^]]*]", ""));

    assertThat(SnapshotFile.read(file).kinds())
        .containsExactly(
            new ApiKind("v1", "Secret", "secrets", true),
            new ApiKind("v1", "Namespace", "namespaces", false));
    Files.writeString(file, text.replace("[\"namespace\",\"ns\"]", "[1]"));
    assertThat(problem(file).message()).contains("an alias of a kind is not a string");
  }

  @Test
  void saysThatItIsCutOff() throws IOException {
    Path file = folder.resolve("snapshot.json");
    SnapshotFile.write(state(), file, REDACTOR);
    byte[] bytes = Files.readAllBytes(file);
    for (int length : new int[] {0, 1, 20, bytes.length / 2, bytes.length - 3}) {
      Files.write(file, Arrays.copyOf(bytes, length));

      assertThat(problem(file).message()).contains(file.toString());
    }
    assertThat(problem(file).message()).endsWith("cannot be read: it is truncated.");
  }

  @Test
  void saysThatAPackedFileIsCutOff() throws IOException {
    Path file = folder.resolve("snapshot.json.gz");
    SnapshotFile.write(state(), file, REDACTOR);
    byte[] bytes = Files.readAllBytes(file);
    Files.write(file, Arrays.copyOf(bytes, bytes.length / 2));

    assertThat(problem(file).message()).endsWith("it is truncated.");
  }

  @Test
  void refusesWhatIsNoSnapshot() throws IOException {
    Map<String, String> cases =
        Map.of(
            "hello: tulip", "it is not valid JSON at line 1",
            "[]", "it is not a JSON object",
            "{}", "it is not a Drift snapshot",
            "{\"apiVersion\":\"drift.dev/v1\",\"kind\":\"Report\"}", "its kind is not Snapshot",
            "{\"apiVersion\":\"drift.dev/v9\",\"kind\":\"Snapshot\"}", "another version of Drift",
            "{\"apiVersion\":\"v1\",\"kind\":\"Snapshot\"}", "it is not a Drift snapshot",
            "{\"apiVersion\":\"drift.dev/v1\",\"kind\":\"Snapshot\",\"tulip\":1}", "a section that",
            "{\"apiVersion\":\"drift.dev/v1\",\"kind\":\"Snapshot\",\"takenAt\":\"tulip\"}",
                "\"server\" is missing");
    for (Map.Entry<String, String> each : cases.entrySet()) {
      Path file = folder.resolve("odd");
      Files.writeString(file, each.getKey());

      assertThat(problem(file).message()).contains(each.getValue()).doesNotContain("tulip");
    }
  }

  @Test
  void refusesMoreThanItCanHold() throws IOException {
    Path file = folder.resolve("snapshot.json.gz");
    SnapshotFile.write(state(), file, REDACTOR);

    DriftException e =
        catchThrowableOfType(DriftException.class, () -> SnapshotFile.read(file, 100));

    assertThat(e.problems().getFirst().code()).isEqualTo(Problem.Code.INVALID_SNAPSHOT);
    assertThat(e).hasMessageContaining("larger than");
  }

  @Test
  void saysThatItIsNotThere() {
    assertThat(problem(folder.resolve("none")).message()).endsWith("the file does not exist.");
  }

  @Test
  void saysThatItCannotBeWritten() {
    DriftException e =
        catchThrowableOfType(
            DriftException.class,
            () -> SnapshotFile.write(state(), folder.resolve("none/snapshot.json"), REDACTOR));

    assertThat(e.problems().getFirst().code()).isEqualTo(Problem.Code.OUTPUT_FAILED);
  }

  private static Problem problem(Path file) {
    DriftException e = catchThrowableOfType(DriftException.class, () -> SnapshotFile.read(file));
    assertThat(e).isNotNull();
    Problem problem = e.problems().getFirst();
    assertThat(problem.code()).isEqualTo(Problem.Code.INVALID_SNAPSHOT);
    return problem;
  }

  private static LiveState state() throws IOException {
    return state(
        resource(
            "v1",
            "Secret",
            "trino",
            "password",
            object("{'type':'Opaque','data':{'password':'dHVsaXA='}}")),
        resource(
            "apps/v1",
            "Deployment",
            "trino",
            "worker",
            object("{'spec':{'replicas':3,'ratio':0.25,'on':true,'none':null,'list':[]}}")),
        resource("v1", "Namespace", "", "trino", Value.Obj.EMPTY));
  }

  private static LiveState state(LiveResource... resources) throws IOException {
    return new LiveState(
        new Cluster("https://10.0.0.1:6443", "v1.36.3", "production", "9f6c"),
        Instant.parse("2026-11-20T10:00:00.123Z"),
        List.of(
            new ApiKind("v1", "Secret", "secrets", true),
            new ApiKind("v1", "Namespace", "namespaces", false, List.of("namespace", "ns"))),
        List.of(
            new KindCoverage("v1", "Secret", KindCoverage.Status.READ, 1, ""),
            new KindCoverage("v1", "Service", KindCoverage.Status.FORBIDDEN, 0, "No right.")),
        Resources.of(List.of(resources)),
        Map.of("example.com/v1", object("{'openapi':'3.0.0'}")),
        Optional.empty());
  }

  private static LiveResource resource(
      String apiVersion, String kind, String namespace, String name, Value.Obj content) {
    ResourceRef ref = ref(apiVersion, kind, namespace, name);
    Value.Obj metadata = new Value.Obj(Map.of("name", Value.of(name)));
    return new LiveResource(
        ref,
        content
            .with("apiVersion", Value.of(apiVersion))
            .with("kind", Value.of(kind))
            .with(
                "metadata",
                namespace.isEmpty() ? metadata : metadata.with("namespace", Value.of(namespace))),
        List.of(
            new FieldOwner(
                "kubectl",
                "Apply",
                Optional.of(Instant.parse("2026-11-20T09:00:00Z")),
                "",
                new Value.Obj(Map.of("f:spec", Value.Obj.EMPTY))),
            new FieldOwner("manager", "Update", Optional.empty(), "status", Value.Obj.EMPTY)));
  }

  private static LiveState redacted(LiveState state) {
    List<LiveResource> resources = new ArrayList<>();
    for (LiveResource resource : state.resources().values()) {
      resources.add(
          new LiveResource(
              resource.ref(),
              REDACTOR.redact(resource.ref(), resource.content()),
              resource.owners()));
    }
    return new LiveState(
        state.cluster(),
        state.takenAt(),
        state.kinds(),
        state.coverage(),
        Resources.of(resources),
        state.openApi(),
        Optional.of(REDACTOR.keyId()));
  }

  private static Value.Obj object(String json) throws IOException {
    byte[] bytes = json.replace('\'', '"').getBytes(StandardCharsets.UTF_8);
    return (Value.Obj) JsonReader.read(new java.io.ByteArrayInputStream(bytes));
  }
}
