package dev.drift.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsParameters;
import com.sun.net.httpserver.HttpsServer;
import dev.drift.testkit.Binaries;
import dev.drift.testkit.Binary;
import dev.hardwood.InputFile;
import dev.hardwood.reader.ParquetFileReader;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLParameters;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The program as it is installed: `bin/drift` and `lib`.
class LauncherIT {
  private static final Path DIST =
      Path.of(Objects.requireNonNull(System.getProperty("drift.dist"), "drift.dist is not set"));
  private static final String JAVA_HOME = System.getProperty("java.home");

  @TempDir Path folder;

  private record Result(int code, String out, String err) {}

  @Test
  void startsFromAnyFolderAndThroughLinks() throws Exception {
    Path spaced = Files.createDirectories(folder.resolve("a folder/bin"));
    Path link = Files.createSymbolicLink(spaced.resolve("absolute"), DIST.resolve("bin/drift"));
    Files.createSymbolicLink(spaced.resolve("drift"), Path.of("absolute"));

    assertThat(drift("--version").out()).startsWith("drift ");
    Result linked = run(folder, Map.of(), link.resolveSibling("drift").toString(), "--version");
    assertThat(linked.code()).isEqualTo(0);
    assertThat(linked.out()).startsWith("drift ").contains("Kubernetes ", "Java ");
  }

  /// kubectl looks for it on the PATH.
  @Test
  void isAPluginOfKubectl() throws Exception {
    Path bin = Files.createDirectories(folder.resolve("plugins"));
    Files.createSymbolicLink(bin.resolve("kubectl-drift"), DIST.resolve("bin/kubectl-drift"));
    String path = bin + ":" + tools() + ":" + System.getenv("PATH");

    Result version =
        run(
            folder,
            Map.of("PATH", path),
            Binaries.resolve().path(Binary.KUBECTL).toString(),
            "drift",
            "--version");
    assertThat(version.code()).as(version.err()).isZero();
    assertThat(version.out()).startsWith("drift ");
  }

  @Test
  void findsAJdkByItselfWhereJavaHomeIsTooOld() throws Exception {
    Result result = run(folder, Map.of("JAVA_HOME", "/nowhere"), DIST + "/bin/drift", "--version");
    assertThat(result.code()).as(result.err()).isEqualTo(0);
  }

  @Test
  void saysInOneSentenceThatThereIsNoJdk() throws Exception {
    Result result =
        run(
            folder,
            Map.of("JAVA_HOME", "/nowhere", "DRIFT_JDK_ROOTS", "/nowhere", "PATH", tools()),
            DIST + "/bin/drift",
            "--version");
    assertThat(result.code()).isEqualTo(4);
    assertThat(result.err().lines()).singleElement().asString().contains("JDK 25");
    assertThat(result.out()).isEmpty();
  }

  @Test
  void helpAndVersionLoadNothingHeavy() throws Exception {
    for (String flag : List.of("--help", "--version")) {
      assertThat(loadedBy(flag))
          .contains("dev.drift.cli.DriftCommand ")
          .doesNotContain("io.fabric8.")
          .doesNotContain("org.eclipse.jgit.")
          .doesNotContain("com.fasterxml.jackson.")
          .doesNotContain("org.slf4j.")
          .doesNotContain("org.apache.parquet.")
          .doesNotContain("dev.drift.pipeline.DriftCheck ");
    }
  }

  /// Where annotations are read, java makes a proxy class for each type of them.
  @Test
  void noAnnotationIsReadForTheCommandLine() throws Exception {
    for (String arguments :
        List.of("--help", "check --help", "check --repo /nowhere", "completion bash")) {
      assertThat(loadedBy(arguments.split(" ")))
          .as(arguments)
          .contains("dev.drift.cli.CheckCommand ")
          .doesNotContain("jdk.proxy");
    }
  }

  /// Tests have Hadoop on their class path, and the program does not.
  @Test
  void writesParquetWithoutHadoop() throws Exception {
    Path store = SampleStore.in(folder).file();
    Path file = folder.resolve("runs.parquet");

    Result result =
        drift(
            "audit",
            "export",
            "--store=" + store,
            "--format=parquet",
            "--since=2026-11-01",
            "--table=runs",
            "--out=" + file);

    assertThat(result.err()).isEmpty();
    assertThat(result.code()).isEqualTo(0);
    try (ParquetFileReader reader = ParquetFileReader.open(InputFile.of(file))) {
      assertThat(reader.getFileMetaData().numRows()).isEqualTo(3);
    }
  }

  private String loadedBy(String... args) throws Exception {
    return start("-Xlog:class+load -XX:AOTMode=off", args).out();
  }

  @Test
  void anAotCacheThatDoesNotFitIsPassedOverInSilence() throws Exception {
    Path bin = Files.createDirectories(folder.resolve("drift/bin"));
    Path lib = Files.createDirectories(folder.resolve("drift/lib"));
    Files.copy(DIST.resolve("bin/drift"), bin.resolve("drift"));
    try (Stream<Path> files = Files.list(DIST.resolve("lib"))) {
      for (Path file : files.filter(one -> !one.toString().endsWith(".aot")).toList()) {
        Files.createSymbolicLink(lib.resolve(file.getFileName()), file);
      }
    }
    Files.writeString(lib.resolve("drift.aot"), "of another JDK");

    for (String command : List.of("--version", "rules")) {
      Result result =
          run(folder, Map.of("JAVA_HOME", JAVA_HOME), bin.resolve("drift").toString(), command);

      assertThat(result.code()).isEqualTo(0);
      assertThat(result.out()).isNotEmpty();
      assertThat(result.err()).isEmpty();
    }
  }

  /// As a Go server in FIPS mode may be; the launcher's options make no key of that curve at first.
  @Test
  void talksToAServerThatTakesP256Alone() throws Exception {
    HttpsServer server =
        HttpsServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    SSLContext context = selfSigned();
    server.setHttpsConfigurator(
        new HttpsConfigurator(context) {
          @Override
          public void configure(HttpsParameters parameters) {
            SSLParameters strict = context.getDefaultSSLParameters();
            strict.setNamedGroups(new String[] {"secp256r1"});
            parameters.setSSLParameters(strict);
          }
        });
    server.createContext(
        "/",
        exchange -> {
          exchange.sendResponseHeaders(200, 2);
          exchange.getResponseBody().write("{}".getBytes(UTF_8));
          exchange.close();
        });
    server.start();
    try {
      Path kubeconfig = folder.resolve("kubeconfig");
      Files.writeString(
          kubeconfig,
          """
          {apiVersion: v1, kind: Config, current-context: it,
           contexts: [{name: it, context: {cluster: it, user: it}}],
           users: [{name: it, user: {token: any}}],
           clusters: [{name: it, cluster: {
             server: "https://127.0.0.1:%d", insecure-skip-tls-verify: true}}]}
          """
              .formatted(server.getAddress().getPort()));

      Result result = drift("snapshot", "--out", "any", "--kubeconfig", kubeconfig.toString());

      assertThat(result.err()).contains("does not respond like a Kubernetes API server");
      assertThat(result.code()).isEqualTo(4);
    } finally {
      server.stop(0);
    }
  }

  private SSLContext selfSigned() throws Exception {
    Path file = folder.resolve("server.p12");
    Result made =
        run(
            folder,
            Map.of(),
            JAVA_HOME + "/bin/keytool",
            "-genkeypair",
            "-keyalg",
            "RSA",
            "-dname",
            "CN=localhost",
            "-storepass",
            "not-secret",
            "-keystore",
            file.toString());
    assertThat(made.code()).as(made.err()).isEqualTo(0);
    KeyStore store = KeyStore.getInstance(file.toFile(), "not-secret".toCharArray());
    KeyManagerFactory keys = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
    keys.init(store, "not-secret".toCharArray());
    SSLContext context = SSLContext.getInstance("TLS");
    context.init(keys.getKeyManagers(), null, null);
    return context;
  }

  @Test
  void aReaderThatStopsReadingGetsNoStackTrace() throws Exception {
    Result result = shell("drift check --help | head -n 1; drift completion bash | head -n 1");
    assertThat(result.err()).isEmpty();
    assertThat(result.out().lines()).hasSize(2);
  }

  @Test
  void bashCompletes() throws Exception {
    Result result =
        shell(
            """
            source <(drift completion bash)
            compopt() { :; } # works within completions only
            complete -p drift
            COMP_WORDS=(drift check --fail-on ''); COMP_CWORD=3; COMP_LINE='drift check --fail-on '
            COMP_POINT=${#COMP_LINE}
            _complete_drift; printf '%s ' "${COMPREPLY[@]}"
            """);
    assertThat(result.err()).isEmpty();
    assertThat(result.out())
        .contains("-F _complete_drift")
        .contains("critical high medium low info");
  }

  @Test
  void aMissingFolderIsInvalidInput() throws Exception {
    Result result = drift("check", "--repo", "/no/such/folder", "--snapshot", "/no/such/file");
    assertThat(result.code()).isEqualTo(2);
    assertThat(result.out() + result.err()).contains("/no/such/folder").doesNotContain("\tat ");
  }

  private Result drift(String... args) throws Exception {
    return start("", args);
  }

  private Result start(String javaOptions, String[] args) throws Exception {
    List<String> command = new ArrayList<>(List.of(DIST + "/bin/drift"));
    command.addAll(List.of(args));
    return run(
        folder,
        Map.of("JAVA_HOME", JAVA_HOME, "DRIFT_JAVA_OPTS", javaOptions),
        command.toArray(String[]::new));
  }

  private Result shell(String script) throws Exception {
    return run(
        folder,
        Map.of("JAVA_HOME", JAVA_HOME, "PATH", DIST + "/bin:" + System.getenv("PATH")),
        "bash",
        "-c",
        script);
  }

  /// A PATH with what the launcher calls, and no java.
  private String tools() throws IOException {
    Path bin = Files.createDirectories(folder.resolve("tools"));
    for (String tool : List.of("sh", "dirname", "readlink", "sed", "head")) {
      for (String place : List.of("/bin", "/usr/bin")) {
        Path real = Path.of(place, tool);
        if (Files.exists(real) && Files.notExists(bin.resolve(tool))) {
          Files.createSymbolicLink(bin.resolve(tool), real);
        }
      }
    }
    return bin.toString();
  }

  private static Result run(Path folder, Map<String, String> environment, String... command)
      throws IOException, InterruptedException {
    Path err = Files.createTempFile(folder, "err", ".txt");
    ProcessBuilder builder =
        new ProcessBuilder(command).directory(folder.toFile()).redirectError(err.toFile());
    builder.environment().putAll(environment);
    builder.environment().remove("JAVA_TOOL_OPTIONS");
    Process process = builder.start();
    process.getOutputStream().close();
    String out = new String(process.getInputStream().readAllBytes(), UTF_8);
    assertThat(process.waitFor(120, TimeUnit.SECONDS)).isTrue();
    return new Result(process.exitValue(), out, Files.readString(err));
  }
}
