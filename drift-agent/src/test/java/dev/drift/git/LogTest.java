package dev.drift.git;

import static org.assertj.core.api.Assertions.assertThat;

import dev.drift.testkit.GitHttpServer;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// With every logger at TRACE, no password and no content of a file is logged.
class LogTest {
  private static final String SECRET = "canary-77aa";

  @TempDir Path temp;

  @BeforeEach
  void create() throws IOException {
    Files.createDirectories(temp.resolve("home"));
    GitRepo work = GitRepo.create(temp.resolve("work"));
    work.write("a.yaml", "token: " + SECRET);
    work.commit();
    work.bare(temp.resolve("served/repo.git"));
  }

  @Test
  void httpWithAPassword() throws Exception {
    try (GitHttpServer server = GitHttpServer.closed(temp.resolve("served"), "bot", SECRET)) {
      String url = server.url("repo.git").replace("://", "://bot:" + SECRET + "@");

      assertThat(log(url)).contains("read 1");
      assertThat(log(url.replace(SECRET, SECRET + "-wrong"))).contains("REPOSITORY_REFUSED");
    }
  }

  @Test
  void aWorkTreeAndAFileUrl() throws Exception {
    assertThat(log(temp.resolve("work").toString())).contains("read 1");
    assertThat(log(temp.resolve("served/repo.git").toUri().toString())).contains("read 1");
  }

  @Test
  void ssh() throws Exception {
    try (SshServer server = SshServer.start(temp.resolve("sshd"))) {
      Path ssh = Files.createDirectories(temp.resolve("home/.ssh"));
      Files.writeString(ssh.resolve("known_hosts"), server.knownHost());
      Files.copy(server.userKey(), ssh.resolve("id_ed25519"));

      String url = server.url(temp.resolve("served/repo.git"));

      assertThat(log(url)).contains("read 1");
      Files.delete(ssh.resolve("id_ed25519"));
      String user = System.getProperty("user.name");
      String withPassword = url.replace(user + "@", user + ":" + SECRET + "@");
      try (var packs = Files.walk(temp.resolve("cache"))) {
        packs
            .filter(file -> file.toString().endsWith(".pack"))
            .forEach(file -> file.toFile().delete());
      }
      assertThat(log(withPassword)).contains("REPOSITORY_REFUSED");
    }
  }

  private String log(String url) throws IOException, InterruptedException {
    Path output = Files.createTempFile(temp, "log", ".txt");
    ProcessBuilder builder =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1",
                "-Dorg.slf4j.simpleLogger.defaultLogLevel=trace",
                "-cp",
                System.getProperty("java.class.path"),
                "dev.drift.git.LogMain",
                temp.resolve("cache").toString(),
                url)
            .redirectErrorStream(true)
            .redirectOutput(output.toFile());
    builder.environment().put("HOME", temp.resolve("home").toString());
    builder
        .environment()
        .keySet()
        .removeIf(name -> name.toLowerCase(java.util.Locale.ROOT).contains("proxy"));
    builder.environment().remove("SSH_AUTH_SOCK");
    Process process = builder.start();
    assertThat(process.waitFor(120, TimeUnit.SECONDS)).as("it ends by itself").isTrue();
    String log = Files.readString(output, StandardCharsets.ISO_8859_1);
    String basic =
        Base64.getEncoder().encodeToString(("bot:" + SECRET).getBytes(StandardCharsets.UTF_8));
    assertThat(log).doesNotContain(SECRET).doesNotContain(basic);
    assertThat(hexless(log)).doesNotContain(hex(SECRET));
    return log;
  }

  private static String hexless(String log) {
    return log.replace(" ", "").toLowerCase(java.util.Locale.ROOT);
  }

  private static String hex(String text) {
    return java.util.HexFormat.of().formatHex(text.getBytes(StandardCharsets.UTF_8));
  }
}
