package dev.drift.source.flux;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.drift.model.Manifest;
import dev.drift.model.Unrendered;
import dev.drift.source.DecryptionKeys;
import dev.drift.source.RenderRequest;
import dev.drift.source.Rendered;
import dev.drift.source.auto.AutoRenderer;
import dev.drift.source.cache.BuildOutputs;
import dev.drift.source.sops.EncryptedBySops;
import dev.drift.source.tool.Renderers;
import dev.drift.tree.MemoryTree;
import dev.drift.yaml.KnownFiles;
import dev.drift.yaml.YamlLimits;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Flux decrypts the files of `secretGenerator` before it builds.
class DecryptedSourcesTest {
  private static final String DECRYPTION = "decryption: {provider: sops}";

  @TempDir Path temp;

  @BeforeEach
  void makeClone() throws IOException {
    Files.createDirectory(temp.resolve("clone"));
  }

  private Rendered render(DecryptionKeys keys, String spec, String... namesAndTexts)
      throws IOException {
    List<String> files =
        new ArrayList<>(
            List.of(
                "clusters/prod/sync.yaml",
                Bootstrap.SYNC
                    + """
                    ---
                    apiVersion: kustomize.toolkit.fluxcd.io/v1
                    kind: Kustomization
                    metadata: {name: apps, namespace: flux-system}
                    spec:
                      path: apps
                      sourceRef: {kind: GitRepository, name: flux-system}
                      %s
                    """
                        .formatted(spec)));
    files.addAll(List.of(namesAndTexts));
    return new AutoRenderer(YamlLimits.DEFAULT, Renderers.tools())
        .render(
            MemoryTree.of(files.toArray(String[]::new)).source(),
            new RenderRequest(List.of(), List.of(), "", KnownFiles.NONE)
                .with(BuildOutputs.of(temp.resolve("clone")), keys));
  }

  /// Of a Secret that is generated from one encrypted file.
  private Rendered renderLogin(DecryptionKeys keys, String spec, String file) throws IOException {
    return render(
        keys,
        spec,
        "apps/kustomization.yaml",
        "{namespace: shop, secretGenerator: [{name: db, files: [login]}]}",
        "apps/login",
        file);
  }

  /// Of what is not known.
  private static String reason(Rendered rendered) {
    assertThat(rendered.unrendered()).hasSize(1);
    return rendered.unrendered().getFirst().reason();
  }

  private String encrypted(String name, String text) throws IOException {
    return EncryptedBySops.file(temp, name, text);
  }

  private static Manifest secret(Rendered rendered) {
    assertThat(rendered.unrendered().stream().map(Unrendered::reason)).isEmpty();
    return rendered.manifests().stream()
        .filter(it -> it.kind().equals("Secret"))
        .findFirst()
        .orElseThrow();
  }

  private static String data(Manifest secret, String key) {
    return new String(
        Base64.getDecoder().decode(secret.content().object("data").text(key).orElseThrow()), UTF_8);
  }

  /// In the format of the key that the file gets, else of its name.
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "values.yaml        | values.yaml | 'password: hunter2\nuser: admin\n'",
        "values.json        | values.json | '{\n\t\"password\": \"hunter2\"\n}'",
        "login.ini          | login.ini   | '[db]\npassword = hunter2\n'",
        "login              | login       | 'hunter2 in any text'",
        "key=login          | key         | 'hunter2 in any text'",
      })
  void aFileOfASecret(String entry, String key, String text) throws IOException {
    String name = entry.substring(entry.indexOf('=') + 1);
    String plain = text.replace("\\n", "\n").replace("\\t", "\t");

    Manifest secret =
        secret(
            render(
                EncryptedBySops.keys(),
                DECRYPTION,
                "apps/kustomization.yaml",
                """
                namespace: shop
                secretGenerator: [{name: db, files: ["%s"]}]
                generatorOptions: {disableNameSuffixHash: true}
                """
                    .formatted(entry),
                "apps/" + name,
                encrypted(name, plain)));

    assertThat(data(secret, key).strip()).isEqualTo(plain.strip());
  }

  /// Its name has the hash that kustomize makes of the plain text.
  @Test
  void variablesOfASecretInABaseAndItsName() throws IOException {
    Rendered rendered =
        render(
            EncryptedBySops.keys(),
            DECRYPTION,
            "apps/kustomization.yaml",
            "{namespace: shop, resources: [../base]}",
            "base/kustomization.yaml",
            "secretGenerator: [{name: db, envs: [login.env]}]",
            "base/login.env",
            encrypted("login.env", "PASSWORD=hunter2\nUSER=admin\n"));
    Rendered plain =
        render(
            EncryptedBySops.keys(),
            DECRYPTION,
            "apps/kustomization.yaml",
            "{namespace: shop, resources: [../base]}",
            "base/kustomization.yaml",
            "secretGenerator: [{name: db, envs: [login.env]}]",
            "base/login.env",
            "PASSWORD=hunter2\nUSER=admin\n");

    assertThat(data(secret(rendered), "PASSWORD")).isEqualTo("hunter2");
    assertThat(data(secret(rendered), "USER")).isEqualTo("admin");
    assertThat(secret(rendered).name()).isEqualTo(secret(plain).name()).matches("db-\\w{10}");
  }

  @Test
  void nothingOfItIsKept() throws IOException {
    String file = encrypted("login", "hunter2");
    renderLogin(EncryptedBySops.keys(), DECRYPTION, file);

    String base64 = Base64.getEncoder().encodeToString("hunter2".getBytes(UTF_8));
    try (Stream<Path> kept = Files.walk(temp.resolve("clone"))) {
      List<Path> files = kept.filter(Files::isRegularFile).toList();
      assertThat(files).as("the build of clusters/prod").isNotEmpty();
      for (Path one : files) {
        assertThat(Files.readString(one, java.nio.charset.StandardCharsets.ISO_8859_1))
            .doesNotContain("hunter2", base64);
      }
    }
  }

  @Test
  void withoutAKeyItIsUnknown() throws IOException {
    Rendered rendered = renderLogin(DecryptionKeys.NONE, DECRYPTION, encrypted("login", "hunter2"));

    assertThat(reason(rendered))
        .matches(
            "The Secret db-\\w+ is generated from a file that is encrypted with SOPS, and was not"
                + " decrypted: to compare it, set sops.ageKey in drift.yaml\\.");
  }

  @Test
  void withoutDecryptionItStaysEncrypted() throws IOException {
    Rendered rendered =
        renderLogin(EncryptedBySops.keys(), "prune: true", encrypted("login", "hunter2"));

    assertThat(reason(rendered))
        .endsWith("and was not decrypted: the Kustomization has no spec.decryption.");
  }

  /// Flux would put the secret into the ConfigMap too.
  @Test
  void aFileThatAConfigMapHasTooIsRefused() throws IOException {
    Rendered rendered =
        render(
            EncryptedBySops.keys(),
            DECRYPTION,
            "apps/kustomization.yaml",
            """
            namespace: shop
            secretGenerator: [{name: db, files: [login]}]
            configMapGenerator: [{name: db, files: [login]}]
            """,
            "apps/login",
            encrypted("login", "hunter2"));

    assertThat(reason(rendered))
        .contains("apps/login is encrypted with SOPS and used outside of secretGenerator too");
  }

  /// What kustomize says may quote the file.
  @Test
  void messagesOfKustomizeAreNotShown() throws IOException {
    Rendered rendered =
        render(
            EncryptedBySops.keys(),
            DECRYPTION,
            "apps/kustomization.yaml",
            "{namespace: shop, secretGenerator: [{name: db, envs: [login.env], literals: [A=b]}]}",
            "apps/login.env",
            encrypted("login.env", "A=hunter2\n"));

    assertThat(reason(rendered))
        .contains("kustomize failed; what it says may hold secrets of encrypted files")
        .doesNotContain("hunter2");
  }

  /// Whoever writes the file would choose where sops sends the key.
  @Test
  void otherServicesThatTheFileNamesAreNotAsked() throws IOException {
    String file =
        encrypted("login", "hunter2")
            .replaceFirst(
                "\"age\": ",
                "\"hc_vault\": [{\"vault_address\": \"http://127.0.0.1:9\", \"engine_path\": \"a\","
                    + " \"key_name\": \"a\", \"created_at\": \"2026-01-01T00:00:00Z\", \"enc\": \"a\"}],"
                    + " \"age\": ");
    assertThat(file).contains("hc_vault");

    Manifest secret = secret(renderLogin(EncryptedBySops.keys(), DECRYPTION, file));

    assertThat(data(secret, "login")).isEqualTo("hunter2");
  }
}
