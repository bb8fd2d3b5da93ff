package dev.drift.cluster;

import dev.drift.json.JsonReader;
import dev.drift.model.Value;
import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;

/// A program that hands out credentials, which client-go calls a credential plugin. See
/// <https://kubernetes.io/docs/reference/config-api/client-authentication.v1/>.
///
/// Run once, and again when its token expired or was refused. What it prints is a secret: none of
/// it gets into a message. Its errors go to our standard error, as with kubectl, since they tell
/// the user what to do.
final class ExecPlugin implements Authentication {
  private static final Duration PATIENCE = Duration.ofMinutes(1);
  private static final int MAXIMUM_OUTPUT = 1024 * 1024;

  private final Value.Obj exec;
  private final Path directory;
  private final String server;
  private Optional<Credential> held = Optional.empty();

  /// What the program handed out.
  private record Credential(
      Optional<String> token, Optional<TlsSettings.ClientPair> client, Optional<Instant> expiry) {
    boolean fresh() {
      return expiry.isEmpty() || Instant.now().plusSeconds(10).isBefore(expiry.get());
    }
  }

  /// @param exec the entry of the kubeconfig
  /// @param directory of the kubeconfig, where relative commands start
  ExecPlugin(Value.Obj exec, Path directory, String server) {
    this.exec = exec;
    this.directory = directory;
    this.server = server;
  }

  @Override
  public Optional<String> header() throws IOException {
    return credential().token().map(token -> "Bearer " + token);
  }

  /// The certificate, where the program hands out one; valid for the life of the connection.
  Optional<TlsSettings.ClientPair> client() throws IOException {
    return credential().client();
  }

  @Override
  public synchronized boolean renew() {
    held = Optional.empty();
    return true;
  }

  private synchronized Credential credential() throws IOException {
    if (held.isEmpty() || !held.get().fresh()) {
      held = Optional.of(parse(run()));
    }
    return held.get();
  }

  private String command() {
    String command = exec.text("command").orElse("");
    boolean relative = command.contains(File.separator) && !command.startsWith(File.separator);
    return relative ? directory.resolve(command).normalize().toString() : command;
  }

  private byte[] run() throws IOException {
    String command = command();
    List<String> line = new ArrayList<>(List.of(command));
    for (Value argument : exec.list("args")) {
      if (argument instanceof Value.Str(String text)) {
        line.add(text);
      }
    }
    ProcessBuilder builder =
        new ProcessBuilder(line)
            .redirectInput(ProcessBuilder.Redirect.INHERIT)
            .redirectError(ProcessBuilder.Redirect.INHERIT);
    for (Value variable : exec.list("env")) {
      if (variable instanceof Value.Obj entry) {
        builder.environment().put(entry.text("name").orElse(""), entry.text("value").orElse(""));
      }
    }
    builder.environment().put("KUBERNETES_EXEC_INFO", execInfo());
    Process process;
    try {
      process = builder.start();
    } catch (IOException e) {
      throw new IOException(
          "the credential plugin %s cannot be started; is it installed?".formatted(command), e);
    }
    return output(process, command);
  }

  private static byte[] output(Process process, String command) throws IOException {
    AtomicBoolean late = new AtomicBoolean();
    Thread watch =
        Thread.startVirtualThread(
            () -> {
              try {
                if (!process.waitFor(PATIENCE.toSeconds(), TimeUnit.SECONDS)) {
                  late.set(true);
                  process.destroyForcibly();
                }
              } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
              }
            });
    try (InputStream out = process.getInputStream()) {
      byte[] output = out.readNBytes(MAXIMUM_OUTPUT);
      int exit = process.waitFor();
      if (late.get()) {
        throw new IOException(
            "the credential plugin %s did not end within %d seconds"
                .formatted(command, PATIENCE.toSeconds()));
      }
      if (exit != 0) {
        throw new IOException(
            "the credential plugin %s ended with exit code %d".formatted(command, exit));
      }
      return output;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("interrupted while the credential plugin ran", e);
    } finally {
      watch.interrupt();
      process.destroy();
    }
  }

  private String execInfo() {
    String apiVersion = exec.text("apiVersion").orElse("client.authentication.k8s.io/v1");
    return """
    {"apiVersion":"%s","kind":"ExecCredential","spec":{"interactive":false,"cluster":{"server":"%s"}}}\
    """
        .formatted(apiVersion, server);
  }

  private Credential parse(byte[] output) throws IOException {
    Value.Obj status;
    try {
      Value answer = JsonReader.read(new java.io.ByteArrayInputStream(output));
      status = answer instanceof Value.Obj object ? object.object("status") : Value.Obj.EMPTY;
    } catch (IOException e) {
      // Without its cause: a parser may quote what it read.
      throw new IOException("the credential plugin %s printed no JSON".formatted(command()));
    }
    Optional<String> token = status.text("token");
    Optional<TlsSettings.ClientPair> client =
        status
            .text("clientCertificateData")
            .flatMap(
                certificate ->
                    status
                        .text("clientKeyData")
                        .map(key -> new TlsSettings.ClientPair(certificate, key)));
    if (token.isEmpty() && client.isEmpty()) {
      throw new IOException(
          "the credential plugin %s handed out neither a token nor a certificate"
              .formatted(command()));
    }
    return new Credential(token, client, status.text("expirationTimestamp").flatMap(this::instant));
  }

  private Optional<Instant> instant(String text) {
    try {
      return Optional.of(Instant.parse(text));
    } catch (DateTimeParseException e) {
      return Optional.empty();
    }
  }
}
