package dev.drift.git;

import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.eclipse.jgit.transport.URIish;

/// Asks the credential helpers that the user configured for Git, by `git credential fill`, where
/// there is a Git.
final class CredentialHelper {
  private static final int SECONDS = 15;

  private CredentialHelper() {}

  /// Empty if there is no Git, no helper, or no answer in time. Asks no person.
  static Optional<Login> ask(URIish uri, GitOptions options) {
    String scheme = String.valueOf(uri.getScheme());
    if (!scheme.startsWith("http")) {
      return Optional.empty();
    }
    try {
      Process process = builder(options).start();
      try {
        return answer(process, question(uri, scheme));
      } finally {
        process.destroyForcibly();
      }
    } catch (IOException e) {
      return Optional.empty(); // no Git here, which is no fault
    }
  }

  private static ProcessBuilder builder(GitOptions options) throws IOException {
    // Outside of any repository, whose own configuration could name a program as helper.
    Path folder = Files.createDirectories(options.cache());
    ProcessBuilder builder =
        new ProcessBuilder("git", "-c", "core.fsmonitor=false", "credential", "fill")
            .directory(folder.toFile())
            .redirectError(ProcessBuilder.Redirect.DISCARD);
    Map<String, String> environment = builder.environment();
    Map<String, String> given = new HashMap<>(options.environment());
    given.remove("GIT_DIR");
    given.remove("GIT_WORK_TREE");
    given.put("GIT_TERMINAL_PROMPT", "0");
    given.putIfAbsent("GIT_ASKPASS", "");
    given.put("SSH_ASKPASS", "");
    given.put("GCM_INTERACTIVE", "never");
    given.put("GIT_CEILING_DIRECTORIES", folder.toAbsolutePath().getParent() + "");
    environment.clear();
    environment.putAll(given);
    return builder;
  }

  private static String question(URIish uri, String scheme) {
    String port = uri.getPort() > 0 ? ":" + uri.getPort() : "";
    String path = uri.getPath().replaceFirst("^/", "");
    return "protocol=%s\nhost=%s%s\npath=%s\n\n".formatted(scheme, uri.getHost(), port, path);
  }

  private static Optional<Login> answer(Process process, String question) throws IOException {
    try (OutputStream in = process.getOutputStream()) {
      in.write(question.getBytes(StandardCharsets.UTF_8));
    } catch (IOException e) {
      return Optional.empty(); // it ended without reading
    }
    CompletableFuture<String> output = CompletableFuture.supplyAsync(() -> read(process));
    try {
      if (!process.waitFor(SECONDS, TimeUnit.SECONDS) || process.exitValue() != 0) {
        return Optional.empty();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return Optional.empty();
    }
    return login(output.join());
  }

  private static String read(Process process) {
    try {
      return new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Optional<Login> login(String output) {
    Map<String, String> fields = new HashMap<>();
    output
        .lines()
        .filter(line -> line.indexOf('=') > 0)
        .forEach(
            line ->
                fields.put(
                    line.substring(0, line.indexOf('=')), line.substring(line.indexOf('=') + 1)));
    String password = fields.getOrDefault("password", "");
    return password.isEmpty()
        ? Optional.empty()
        : Optional.of(new Login(fields.getOrDefault("username", ""), password));
  }
}
