package dev.drift.source.sops;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import dev.drift.config.SecretReference;
import dev.drift.files.SecretLookup;
import dev.drift.model.Manifest;
import dev.drift.model.ResourceId;
import dev.drift.model.Unrendered;
import dev.drift.model.kind.GroupKind;
import dev.drift.model.value.Path;
import dev.drift.source.DecryptionKeys;
import dev.drift.source.KnownBuilds;
import dev.drift.source.RenderRequest;
import dev.drift.source.Rendered;
import dev.drift.source.auto.AutoRenderer;
import dev.drift.source.cache.BuildOutputs;
import dev.drift.source.tool.RenderProgram;
import dev.drift.source.tool.RenderTools;
import dev.drift.source.tool.Renderers;
import dev.drift.testkit.Renderer;
import dev.drift.tree.MemoryTree;
import dev.drift.yaml.KnownFiles;
import dev.drift.yaml.YamlLimits;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Manifests that the real sops encrypted. The keys are of these tests only.
class SopsDecryptionTest {
  private static final String KEY = EncryptedBySops.KEY;
  private static final String OTHER_KEY =
      "AGE-SECRET-KEY-1VGS04D50T0TMK6F2NQQ5GFLQW6N86RAHR6FZWAAW93DYADZ6LUYQYJKVAA";

  private static final String SECRET =
      """
      # who may log in
      apiVersion: v1
      kind: Secret
      metadata: {name: db, namespace: shop}
      stringData:
        user: admin
        password: hunter2-s3cr3t # the usual
        number: "007"
      """;
  private static final String CONFIG_MAP =
      """
      apiVersion: v1
      kind: ConfigMap
      metadata: {name: plan}
      data: {color: hunter2-s3cr3t}
      """;

  @TempDir java.nio.file.Path temp;

  private String encrypt(String yaml, String... options) throws IOException {
    return EncryptedBySops.file(temp, "plain.yaml", yaml, options);
  }

  private String data(String yaml) throws IOException {
    return encrypt(yaml, "--encrypted-regex", "^(data|stringData)$");
  }

  private static DecryptionKeys keys(String text) {
    return () -> new DecryptionKeys.Answer.Keys(text);
  }

  private static Rendered render(DecryptionKeys keys, String... namesAndTexts) throws IOException {
    return render(Renderers.tools(), keys, KnownBuilds.NONE, namesAndTexts);
  }

  private static Rendered render(
      RenderTools tools, DecryptionKeys keys, KnownBuilds builds, String... namesAndTexts)
      throws IOException {
    return new AutoRenderer(YamlLimits.DEFAULT, tools)
        .render(
            MemoryTree.of(namesAndTexts).source(),
            new RenderRequest(List.of(), List.of(), "", KnownFiles.NONE).with(builds, keys));
  }

  private static String reason(Rendered rendered) {
    assertThat(rendered.manifests()).isEmpty();
    assertThat(rendered.problems()).isEmpty();
    assertThat(rendered.unrendered()).hasSize(1);
    return rendered.unrendered().getFirst().reason();
  }

  private static Manifest only(Rendered rendered) {
    assertThat(rendered.unrendered().stream().map(Unrendered::reason)).isEmpty();
    assertThat(rendered.manifests()).hasSize(1);
    return rendered.manifests().getFirst();
  }

  @Test
  void aSecretIsDecrypted() throws Exception {
    Manifest secret =
        only(render(keys("# created: today\n" + KEY + "\n"), "db.yaml", data(SECRET)));

    assertThat(secret.namespace()).isEqualTo("shop");
    assertThat(secret.content().object("stringData").text("user")).contains("admin");
    assertThat(secret.content().object("stringData").text("password")).contains("hunter2-s3cr3t");
    assertThat(secret.content().object("stringData").text("number")).contains("007");
    assertThat(secret.content().get("sops")).isEmpty();
    assertThat(secret.origin().start()).hasToString("db.yaml:2:1 (rendered by sops)");
  }

  @Test
  void whatWasEncryptedInAListIsSecretInItsItems() throws Exception {
    Rendered rendered =
        render(
            keys(KEY),
            "list.yaml",
            data(
                """
                apiVersion: v1
                kind: List
                items:
                - apiVersion: v1
                  kind: ConfigMap
                  metadata: {name: one}
                  data: {color: hunter2-s3cr3t}
                - apiVersion: v1
                  kind: ConfigMapList
                  items:
                  - metadata: {name: two}
                    data: {shape: hunter2-s3cr3t}
                """));

    assertThat(rendered.unrendered().stream().map(Unrendered::reason)).isEmpty();
    assertThat(rendered.manifests()).extracting(Manifest::name).containsExactly("one", "two");
    assertThat(rendered.manifests())
        .allSatisfy(
            it ->
                assertThat(it.secrets())
                    .contains(Path.of("data", "color"), Path.of("data", "shape")));
  }

  @Test
  void aListWhoseItemsHaveEncryptedNamesIsUnknown() throws Exception {
    assertThat(
            reason(
                render(
                    keys(KEY),
                    "list.yaml",
                    encrypt(
                        """
                        apiVersion: v1
                        kind: List
                        items:
                        - apiVersion: v1
                          kind: ConfigMap
                          metadata: {name: hunter2}
                        """,
                        "--encrypted-regex",
                        "^(name)$"))))
        .isEqualTo(
            "The List is encrypted with SOPS, and was not decrypted: metadata.name is encrypted too,"
                + " so no deployer can tell what it is; encrypt only data, with encrypted_regex. What"
                + " it declares is unknown.");
  }

  /// Nothing else says that somebody declares it.
  @Test
  void whatIsDecryptedAndIsNoManifestIsUnknown() throws Exception {
    assertThat(
            reason(
                render(
                    keys(KEY),
                    "db.yaml",
                    data(SECRET.replace("namespace: shop", "namespace: '${NAMESPACE}'")))))
        .isEqualTo(
            "The Secret was decrypted, but not compared: metadata.namespace contains a placeholder, so"
                + " this Secret is rendered before it is deployed; this version does not render it."
                + " What it declares is unknown.");
  }

  @Test
  void whatWasEncryptedIsSecretWhateverItsNameIs() throws Exception {
    Manifest map = only(render(keys(KEY), "plan.yaml", data(CONFIG_MAP)));

    assertThat(map.content().object("data").text("color")).contains("hunter2-s3cr3t");
    assertThat(map.secrets()).containsExactly(Path.of("data", "color"));
  }

  @Test
  void severalDocumentsOfOneFile() throws Exception {
    Rendered rendered =
        render(keys(OTHER_KEY + "\n" + KEY), "all.yaml", data(SECRET + "---\n" + CONFIG_MAP));

    assertThat(rendered.manifests()).extracting(Manifest::name).containsExactly("db", "plan");
  }

  @Test
  void withoutAKeyItIsUnknownAndHidesOnlyItsOwnName() throws Exception {
    Rendered rendered = render(DecryptionKeys.NONE, "db.yaml", data(SECRET));

    assertThat(reason(rendered))
        .isEqualTo(
            "The Secret is encrypted with SOPS, and was not decrypted: to compare it, set"
                + " sops.ageKey in drift.yaml. What it declares is unknown.");
    Unrendered unknown = rendered.unrendered().getFirst();
    assertThat(unknown.kind()).isEqualTo(Unrendered.Kind.ENCRYPTED);
    GroupKind secret = GroupKind.of("v1", "Secret");
    assertThat(unknown.mayDeclare(new ResourceId(secret, "shop", "db"))).isTrue();
    assertThat(unknown.mayDeclare(new ResourceId(secret, "shop", "other"))).isFalse();
  }

  @Test
  void withTheWrongKeyItIsUnknown() throws Exception {
    assertThat(reason(render(keys(OTHER_KEY), "db.yaml", data(SECRET))))
        .isEqualTo(
            "The Secret is encrypted with SOPS, and was not decrypted: it is encrypted for other age"
                + " keys than those of sops.ageKey in drift.yaml. What it declares is unknown.");
    assertThat(reason(render(keys("not a key"), "db.yaml", data(SECRET))))
        .contains("sops.ageKey of drift.yaml holds no age key, which begins with AGE-SECRET-KEY-");
    assertThat(reason(render(keys("AGE-SECRET-KEY-1BROKEN"), "db.yaml", data(SECRET))))
        .startsWith("The Secret is encrypted with SOPS, and was not decrypted: sops ended with")
        .doesNotContain("BROKEN");
  }

  @Test
  void aKeyThatCannotBeReadIsSaid() throws Exception {
    SecretLookup lookup = new SecretLookup(temp, Map.of());
    DecryptionKeys missing =
        () -> {
          try {
            return new DecryptionKeys.Answer.Keys(
                lookup.lines(new SecretReference.File("missing.agekey")));
          } catch (IllegalArgumentException e) {
            return new DecryptionKeys.Answer.Unreadable(requireNonNull(e.getMessage()));
          }
        };

    assertThat(reason(render(missing, "db.yaml", data(SECRET))))
        .contains("missing.agekey could not be read");
  }

  @Test
  void withoutSopsItSaysWhatToInstall() throws Exception {
    assertThat(
            reason(
                render(
                    new RenderTools(Map.of(), Map.of("PATH", "/nowhere")),
                    keys(KEY),
                    KnownBuilds.NONE,
                    "db.yaml",
                    data(SECRET))))
        .contains("sops is not installed; install version v3.13.3");
  }

  @Test
  void namesMustBeReadable() throws Exception {
    String whole =
        encrypt(SECRET, "--unencrypted-regex", "^(apiVersion|kind|name|namespace)$")
            .replaceFirst("metadata:", "metadata:\n    annotations: {a: 'ENC[AES256_GCM,x]'}");

    assertThat(reason(render(keys(KEY), "db.yaml", whole)))
        .contains("metadata.annotations.a is encrypted too");
  }

  /// Whoever writes the file names the servers that sops would ask for the other keys.
  @Test
  void nobodyIsAskedForOtherKeys() throws Exception {
    Queue<String> asked = new ConcurrentLinkedQueue<>();
    HttpServer vault =
        HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    vault.createContext(
        "/",
        exchange -> {
          asked.add(exchange.getRequestURI().toString());
          exchange.sendResponseHeaders(404, -1);
          exchange.close();
        });
    vault.start();
    try {
      String url = "http://127.0.0.1:" + vault.getAddress().getPort();
      String others =
          """
              hc_vault:
                  - {vault_address: "%s", engine_path: transit, key_name: k, created_at: "2026-01-01T00:00:00Z", enc: "vault:v1:x"}
              kms:
                  - {arn: "arn:aws:kms:eu-west-1:1:key/x", created_at: "2026-01-01T00:00:00Z", enc: x}
          """
              .formatted(url);
      String encrypted = data(SECRET);
      String both = encrypted.replace("\nsops:\n", "\nsops:\n" + others);
      assertThat(both).contains(url);

      only(render(keys(KEY), "db.yaml", both));
      assertThat(reason(render(keys(OTHER_KEY), "db.yaml", both))).contains("other age keys");
      assertThat(reason(render(keys(KEY), "db.yaml", both.replace("    age:\n", "    other:\n"))))
          .contains("Drift decrypts with age only, and it is not encrypted for an age key");
      assertThat(asked).isEmpty();
    } finally {
      vault.stop(0);
    }
  }

  /// The folders of the program are looked at while it runs.
  @Test
  void noFileEverHoldsWhatWasDecrypted() throws Exception {
    java.nio.file.Path found = temp.resolve("found");
    java.nio.file.Path sops = temp.resolve("sops");
    Files.writeString(
        sops,
        """
        #!/bin/sh
        [ "$1" = --version ] && { echo 3.13.3; exit; }
        %s "$@" | /bin/cat
        /bin/grep -r hunter2 "$HOME/.." >> %s
        exit 0
        """
            .formatted(Renderer.SOPS.path(), found));
    Files.setPosixFilePermissions(sops, PosixFilePermissions.fromString("rwx------"));

    only(
        render(
            new RenderTools(Map.of(RenderProgram.SOPS, sops), Map.of()),
            keys(KEY),
            KnownBuilds.NONE,
            "db.yaml",
            data(SECRET)));

    assertThat(found).exists().isEmptyFile();
  }

  @Test
  void whatABuildLeavesEncryptedIsDecryptedAndNotCached() throws Exception {
    java.nio.file.Path clone = Files.createDirectory(temp.resolve("clone"));
    String[] files = {
      "app/kustomization.yaml",
      "namespace: prod\nresources: [db.yaml]\n",
      "app/db.yaml",
      data(SECRET)
    };
    for (int run = 0; run < 2; run++) {
      Manifest secret = only(render(Renderers.tools(), keys(KEY), BuildOutputs.of(clone), files));
      assertThat(secret.namespace()).isEqualTo("prod");
      assertThat(secret.content().object("stringData").text("password")).contains("hunter2-s3cr3t");
      assertThat(secret.origin().start()).hasToString("app/db.yaml:2:1 (rendered by kustomize)");
    }
    try (Stream<java.nio.file.Path> all = Files.walk(clone)) {
      List<java.nio.file.Path> kept = all.filter(Files::isRegularFile).toList();
      assertThat(kept).hasSize(1);
      assertThat(Files.readString(kept.getFirst(), java.nio.charset.StandardCharsets.ISO_8859_1))
          .contains("ENC[")
          .doesNotContain("hunter2");
    }
    assertThat(reason(render(DecryptionKeys.NONE, files))).contains("set sops.ageKey");
  }

  /// Flux decrypts the file before it builds; the name ends with a hash of the content.
  @Test
  void aGeneratedSecretOfAnEncryptedFileIsUnknown() throws Exception {
    Rendered rendered =
        render(
            keys(KEY),
            "kustomization.yaml",
            "secretGenerator: [{name: db, files: [settings.yaml]}]\n",
            "settings.yaml",
            encrypt("password: hunter2-s3cr3t\n"));

    assertThat(reason(rendered))
        .startsWith("The Secret db-")
        .contains("holds settings.yaml, which is encrypted with SOPS.");
    assertThat(
            rendered
                .unrendered()
                .getFirst()
                .mayDeclare(new ResourceId(GroupKind.of("v1", "Secret"), "a", "db-1234567890")))
        .isTrue();
  }
}
