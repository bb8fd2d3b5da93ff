package dev.drift.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.drift.json.JsonReader;
import dev.drift.json.JsonWriter;
import dev.drift.model.Cluster;
import dev.drift.model.FieldOwner;
import dev.drift.model.KindCoverage;
import dev.drift.model.LiveResource;
import dev.drift.model.LiveState;
import dev.drift.model.MaskLevel;
import dev.drift.model.ResourceId;
import dev.drift.model.ResourceRef;
import dev.drift.model.Resources;
import dev.drift.model.kind.ApiKind;
import dev.drift.model.kind.GroupKind;
import dev.drift.model.value.Value;
import dev.drift.pipeline.Agent;
import dev.drift.planted.PlantedSecrets;
import dev.drift.planted.SecretShapes;
import dev.drift.report.ReportFormats;
import dev.drift.secret.Redactor;
import dev.drift.secret.key.MaskKey;
import dev.drift.secret.key.Masking;
import dev.drift.snapshot.file.SnapshotFile;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// Secrets that are planted in Git and in a cluster are in no snapshot, report, account, problem or
/// log, at either level. The cluster is a recorded one, so no control plane is needed.
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class PlantedSecretsOutputTest {
  private static final List<PlantedSecrets.Planted> LIVE = PlantedSecrets.all();
  private static final List<PlantedSecrets.Planted> GIT = PlantedSecrets.others();
  private static final int SHORTEST = 6;
  private static final MaskKey KEY = new MaskKey(new byte[40]);

  @TempDir private static Path folder;

  /// By its form, the title of what was planted.
  private final Map<String, String> secrets = new LinkedHashMap<>();

  @BeforeAll
  void plant() throws IOException {
    Files.writeString(folder.resolve("key"), Base64.getEncoder().encodeToString(new byte[40]));
    Path repository = Files.createDirectories(folder.resolve("git"));
    for (PlantedSecrets.Planted one : LIVE) {
      SecretShapes.forms(one.secret()).forEach(form -> secrets.put(form, one.title()));
    }
    for (int i = 0; i < GIT.size(); i++) {
      PlantedSecrets.Planted one = GIT.get(i);
      SecretShapes.forms(one.secret()).forEach(form -> secrets.put(form, one.title()));
      if (i % 3 != 0) { // the rest is in the cluster alone
        Files.writeString(repository.resolve("%04d.json".formatted(i)), json(one.object()));
      }
    }
    for (MaskLevel level : MaskLevel.values()) {
      SnapshotFile.write(
          live(), folder.resolve(level + ".json"), new Redactor(new Masking(KEY, level)));
    }
  }

  @ParameterizedTest
  @EnumSource
  void areInNoSnapshot(MaskLevel level) throws IOException {
    String snapshot = Files.readString(folder.resolve(level + ".json"));
    assertThat(snapshot).contains("planted-7\"", "example.com/c:1");
    assertNone(snapshot);
  }

  @ParameterizedTest
  @EnumSource
  void areInNoReport(MaskLevel level) throws IOException {
    List<String> line = new ArrayList<>(List.of("check", "-v"));
    for (String format : ReportFormats.names()) {
      line.addAll(List.of("-o", format + "=" + folder.resolve("out." + format)));
    }
    String text = drift(1, level, line.toArray(String[]::new));
    assertThat(text).contains("planted-7");
    assertNone(text);
    for (String format : ReportFormats.names()) {
      String report = Files.readString(folder.resolve("out." + format));
      assertThat(report).as(format).contains("planted-");
      assertNone(report);
    }
  }

  @ParameterizedTest
  @EnumSource
  void areInNoDiff(MaskLevel level) throws IOException {
    for (int i = 1; i < LIVE.size(); i += LIVE.size() / 5) {
      PlantedSecrets.Planted one = LIVE.get(i % 3 == 0 ? i + 1 : i);
      String kind = one.ref().id().groupKind().toString();
      String diff = drift(1, level, "diff", "-U", "99", kind, "aviary/" + one.ref().id().name());
      assertThat(diff).contains("@@");
      assertNone(diff);
    }
  }

  /// A snapshot at the default level gives a strict report if one is asked for.
  @ParameterizedTest
  @EnumSource
  void areInNoStrictReportOfAnySnapshot(MaskLevel recorded) throws IOException {
    String json = drift(1, recorded, "check", "-o", "json", "--mask", "strict");
    assertThat(json).contains("planted-7").contains("MASKED_STRICTLY");
    assertNone(json);
  }

  @ParameterizedTest
  @EnumSource
  void areInNoAccount(MaskLevel level) throws IOException {
    for (int i = 1; i < LIVE.size(); i += LIVE.size() / 5) {
      PlantedSecrets.Planted one = LIVE.get(i % 3 == 0 ? i + 1 : i);
      String kind = one.ref().id().groupKind().toString();
      assertNone(drift(0, level, "explain", kind, "aviary/" + one.ref().id().name()));
    }
  }

  @ParameterizedTest
  @EnumSource
  void areInNoProblem(MaskLevel level) throws IOException {
    Path broken = Files.createDirectories(folder.resolve("broken-" + level));
    for (int i = 0; i < 300; i++) {
      PlantedSecrets.Planted one = LIVE.get(i * 7 % LIVE.size());
      String json = json(one.object());
      Files.writeString(
          broken.resolve(i + ".json"),
          switch (i % 3) {
            case 0 -> json.substring(0, json.length() - 2);
            case 1 -> json.replace("\"metadata\"", "\"meta\"");
            default -> "a: " + json + "\n  : : [";
          });
    }
    String problems =
        run(
            2,
            "check",
            "-v",
            "--repo",
            broken.toString(),
            "--snapshot",
            folder.resolve(level + ".json").toString());
    assertThat(problems).contains("299.json");
    assertNone(problems);
  }

  private String drift(int code, MaskLevel level, String... arguments) {
    List<String> all = new ArrayList<>(List.of(arguments));
    all.addAll(
        List.of(
            "--repo",
            folder.resolve("git").toString(),
            "--snapshot",
            folder.resolve(level + ".json").toString(),
            "--key-file",
            folder.resolve("key").toString()));
    return run(code, all.toArray(String[]::new));
  }

  private static String run(int code, String... arguments) {
    List<String> all = new ArrayList<>(List.of(arguments));
    all.add("--log-level=trace");
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    ByteArrayOutputStream err = new ByteArrayOutputStream();
    PrintStream before = System.err;
    int exit;
    try {
      System.setErr(new PrintStream(err, true, UTF_8));
      exit =
          Program.run(
              all.toArray(String[]::new),
              Run.console(out, err, Map.of()),
              new AgentCommands(Agent.ofProcess()));
    } finally {
      System.setErr(before);
    }
    String output = out.toString(UTF_8) + err.toString(UTF_8);
    assertThat(exit).as(() -> output.substring(0, Math.min(3000, output.length()))).isEqualTo(code);
    return output;
  }

  /// Looks for all at once, by how they begin.
  private void assertNone(String output) {
    Map<String, List<String>> beginnings = new HashMap<>();
    secrets
        .keySet()
        .forEach(
            form ->
                beginnings
                    .computeIfAbsent(form.substring(0, SHORTEST), _ -> new ArrayList<>())
                    .add(form));
    List<String> leaks = new ArrayList<>();
    for (int at = 0; at + SHORTEST <= output.length(); at++) {
      for (String form : beginnings.getOrDefault(output.substring(at, at + SHORTEST), List.of())) {
        if (output.startsWith(form, at)) {
          String around =
              output.substring(Math.max(0, at - 200), Math.min(output.length(), at + 60));
          leaks.add(secrets.get(form) + ": " + around);
        }
      }
    }
    assertThat(leaks).isEmpty();
  }

  private static LiveState live() {
    List<ApiKind> kinds =
        List.of(
            new ApiKind("v1", "ConfigMap", "configmaps", true),
            new ApiKind("v1", "Service", "services", true),
            new ApiKind("apps/v1", "Deployment", "deployments", true),
            new ApiKind("example.com/v1", "Thing", "things", true),
            new ApiKind(
                "apiextensions.k8s.io/v1",
                "CustomResourceDefinition",
                "customresourcedefinitions",
                false));
    List<LiveResource> resources =
        new ArrayList<>(
            LIVE.stream()
                .map(one -> new LiveResource(one.ref(), one.object(), List.of(owner(one))))
                .toList());
    resources.add(definition());
    return new LiveState(
        new Cluster("https://aviary", "v1.36.0", "aviary", "uid"),
        Instant.parse("2026-01-01T00:00:00Z"),
        kinds,
        kinds.stream()
            .map(
                kind ->
                    new KindCoverage(
                        kind.apiVersion(), kind.kind(), KindCoverage.Status.READ, 1, ""))
            .toList(),
        Resources.of(resources),
        Map.of(),
        Optional.empty());
  }

  /// Of custom resources with any fields.
  private static LiveResource definition() {
    String json =
        """
        {"apiVersion":"apiextensions.k8s.io/v1","kind":"CustomResourceDefinition",
         "metadata":{"name":"things.example.com"},
         "spec":{"group":"example.com","scope":"Namespaced",
          "names":{"kind":"Thing","plural":"things"},
          "versions":[{"name":"v1","served":true,"storage":true,
           "schema":{"openAPIV3Schema":{"type":"object","properties":{
            "spec":{"type":"object","x-kubernetes-preserve-unknown-fields":true}}}}}]}}
        """;
    try {
      return new LiveResource(
          new ResourceRef(
              "apiextensions.k8s.io/v1",
              new ResourceId(
                  new GroupKind("apiextensions.k8s.io", "CustomResourceDefinition"),
                  "",
                  "things.example.com")),
          (Value.Obj) JsonReader.read(json),
          List.of());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /// As the API server notes who owns what: with the names of fields.
  private static FieldOwner owner(PlantedSecrets.Planted one) {
    return new FieldOwner("kubectl-edit", "Update", Optional.empty(), "", owned(one.object()));
  }

  private static Value.Obj owned(Value.Obj object) {
    Map<String, Value> fields = new LinkedHashMap<>();
    object
        .fields()
        .forEach(
            (name, value) ->
                fields.put(
                    "f:" + name,
                    value instanceof Value.Obj inner ? owned(inner) : Value.Obj.EMPTY));
    return new Value.Obj(fields);
  }

  private static String json(Value value) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (var out = JsonReader.FACTORY.createGenerator(bytes)) {
      JsonWriter.write(value, out);
    }
    return bytes.toString(UTF_8);
  }
}
