package dev.drift.kubernetes.config;

import dev.drift.json.JsonReader;
import dev.drift.json.JsonWriter;
import dev.drift.kubernetes.http.Authentication;
import dev.drift.kubernetes.http.TlsSettings;
import dev.drift.model.value.Value;
import dev.drift.process.BoundedProcess;
import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// A program that returns credentials, which client-go calls a credential plugin. See
/// <https://kubernetes.io/docs/reference/config-api/client-authentication.v1/>.
///
/// Run once, and again when its token expired or was refused. What it prints is a secret: none of
/// it gets into a message. Its errors go to our standard error, as with kubectl, because they
/// explain to the user what to do.
final class ExecPlugin implements Authentication {
  private static final Duration PATIENCE = Duration.ofMinutes(1);
  private static final int MAXIMUM_OUTPUT = 1024 * 1024;

  private final Value.Obj exec;
  private final Path directory;
  private final String server;
  private final Optional<String> authorities;
  private final Environment environment;
  private Optional<Credential> held = Optional.empty();

  /// What the program handed out.
  private record Credential(
      Optional<String> token, Optional<TlsSettings.ClientPair> client, Optional<Instant> expiry) {
    boolean isFresh(Instant now) {
      return expiry.isEmpty() || now.plusSeconds(10).isBefore(expiry.get());
    }
  }

  /// @param exec the entry of the kubeconfig
  /// @param directory of the kubeconfig, where relative commands start
  /// @param authorities of the cluster, in PEM; the program hears of them and of the server only
  ///     where the kubeconfig says so
  /// @param environment what the program finds, with the entry's additions
  ExecPlugin(
      Value.Obj exec,
      Path directory,
      String server,
      Optional<String> authorities,
      Environment environment) {
    this.exec = exec;
    this.directory = directory;
    this.server = server;
    this.authorities = authorities;
    this.environment = environment;
  }

  @Override
  public Optional<String> header() throws IOException {
    return credential().token().map(token -> "Bearer " + token);
  }

  /// The certificate, if the program returns one; valid for the life of the connection.
  Optional<TlsSettings.ClientPair> client() throws IOException {
    return credential().client();
  }

  @Override
  public synchronized boolean renew() {
    held = Optional.empty();
    return true;
  }

  private synchronized Credential credential() throws IOException {
    if (held.isEmpty() || !held.get().isFresh(environment.clock().instant())) {
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
    List<String> line = new ArrayList<>(List.of(command()));
    for (Value argument : exec.list("args")) {
      if (argument instanceof Value.Str(String text)) {
        line.add(text);
      }
    }
    Map<String, String> variables = new HashMap<>(environment.variables());
    for (Value variable : exec.list("env")) {
      if (variable instanceof Value.Obj entry) {
        variables.put(entry.text("name").orElse(""), entry.text("value").orElse(""));
      }
    }
    variables.put("KUBERNETES_EXEC_INFO", execInfo());
    BoundedProcess.Input input =
        isInteractive() ? new BoundedProcess.Input.Inherited() : BoundedProcess.Input.Text.NONE;
    return output(
        new BoundedProcess(
            line,
            variables,
            Optional.empty(),
            input,
            BoundedProcess.Errors.SHOWN,
            PATIENCE,
            MAXIMUM_OUTPUT));
  }

  /// Messages name only the command.
  private static byte[] output(BoundedProcess process) throws IOException {
    String command = process.line().getFirst();
    BoundedProcess.Result result;
    try {
      result = process.run();
    } catch (IOException e) {
      throw new IOException(
          "the credential plugin %s could not be started; check that it is installed"
              .formatted(command),
          e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("interrupted while the credential plugin was running", e);
    }
    return switch (result) {
      case BoundedProcess.Result.TimedOut() ->
          throw new IOException(
              "the credential plugin %s did not finish within %d seconds"
                  .formatted(command, PATIENCE.toSeconds()));
      case BoundedProcess.Result.TooMuchOutput() ->
          throw new IOException(
              "the credential plugin %s printed more than %d KiB"
                  .formatted(command, MAXIMUM_OUTPUT / 1024));
      case BoundedProcess.Result.Finished(int exitCode, byte[] output) -> {
        if (exitCode != 0) {
          throw new IOException(
              "the credential plugin %s exited with code %d".formatted(command, exitCode));
        }
        yield output;
      }
    };
  }

  private boolean isInteractive() {
    return environment.terminal() && !exec.text("interactiveMode").orElse("").equals("Never");
  }

  /// What the program may know of us.
  private String execInfo() {
    Value.Obj spec = Value.Obj.EMPTY.with("interactive", Value.of(isInteractive()));
    if (exec.text("provideClusterInfo").filter("true"::equals).isPresent()) {
      Value.Obj cluster = Value.Obj.EMPTY.with("server", Value.of(server));
      if (authorities.isPresent()) {
        byte[] pem = authorities.get().getBytes(StandardCharsets.US_ASCII);
        cluster =
            cluster.with(
                "certificate-authority-data", Value.of(Base64.getEncoder().encodeToString(pem)));
      }
      spec = spec.with("cluster", cluster);
    }
    Value.Obj info =
        Value.Obj.EMPTY
            .with(
                "apiVersion",
                Value.of(exec.text("apiVersion").orElse("client.authentication.k8s.io/v1")))
            .with("kind", Value.of("ExecCredential"))
            .with("spec", spec);
    return JsonWriter.text(info);
  }

  private Credential parse(byte[] output) throws IOException {
    Value.Obj status;
    try {
      Value answer = JsonReader.read(new java.io.ByteArrayInputStream(output));
      status = answer instanceof Value.Obj object ? object.object("status") : Value.Obj.EMPTY;
    } catch (IOException e) {
      // Without its cause: a parser may quote what it read.
      throw new IOException("the credential plugin %s did not print JSON".formatted(command()));
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
          "the credential plugin %s returned neither a token nor a certificate"
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
