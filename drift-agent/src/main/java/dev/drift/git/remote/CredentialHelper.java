package dev.drift.git.remote;

import dev.drift.git.repository.Login;
import dev.drift.process.BoundedProcess;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.eclipse.jgit.transport.URIish;

/// Asks the credential helpers that the user configured for Git, by `git credential fill`, where
/// there is a Git.
final class CredentialHelper {
  private static final Duration PATIENCE = Duration.ofSeconds(15);
  private static final int MAXIMUM_OUTPUT = 64 * 1024;

  private CredentialHelper() {}

  /// Empty if there is no Git, no helper, or no answer in time. Asks no person.
  static Optional<Login> ask(URIish uri, GitSettings options) {
    String scheme = String.valueOf(uri.getScheme());
    if (!scheme.startsWith("http")) {
      return Optional.empty();
    }
    try {
      return process(question(uri, scheme), options).run()
                  instanceof BoundedProcess.Result.Finished(int exitCode, byte[] output)
              && exitCode == 0
          ? login(new String(output, StandardCharsets.UTF_8))
          : Optional.empty();
    } catch (IOException e) {
      return Optional.empty(); // no Git here, which is no fault
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return Optional.empty();
    }
  }

  private static BoundedProcess process(String question, GitSettings options) throws IOException {
    // Outside of any repository, whose own configuration could name a program as helper.
    Path folder = Files.createDirectories(options.cache());
    Map<String, String> environment = new HashMap<>(options.environment());
    environment.remove("GIT_DIR");
    environment.remove("GIT_WORK_TREE");
    environment.put("GIT_TERMINAL_PROMPT", "0");
    environment.putIfAbsent("GIT_ASKPASS", "");
    environment.put("SSH_ASKPASS", "");
    environment.put("GCM_INTERACTIVE", "never");
    environment.put("GIT_CEILING_DIRECTORIES", folder.toAbsolutePath().getParent() + "");
    return new BoundedProcess(
        List.of("git", "-c", "core.fsmonitor=false", "credential", "fill"),
        environment,
        Optional.of(folder),
        new BoundedProcess.Input.Text(question),
        BoundedProcess.Errors.DISCARDED,
        PATIENCE,
        MAXIMUM_OUTPUT);
  }

  private static String question(URIish uri, String scheme) {
    String port = uri.getPort() > 0 ? ":" + uri.getPort() : "";
    String path = uri.getPath().replaceFirst("^/", "");
    return "protocol=%s\nhost=%s%s\npath=%s\n\n".formatted(scheme, uri.getHost(), port, path);
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
