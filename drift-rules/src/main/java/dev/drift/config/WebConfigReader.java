package dev.drift.config;

import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Reads what the daemon serves over HTTP: `listen`, `tls`, `token`, `metrics` and `hooks`.
final class WebConfigReader {
  private static final KnownKeys TLS =
      new KnownKeys("tls", List.of("certificate", "key"), Map.of(), Map.of("cert", "certificate"));
  private static final KnownKeys METRICS =
      new KnownKeys("metrics", List.of("open"), Map.of(), Map.of("public", "open"));
  private static final KnownKeys HOOKS =
      new KnownKeys("hooks", List.of("git", "audit"), Map.of(), Map.of());
  private static final KnownKeys GIT =
      new KnownKeys("git", List.of("secret"), Map.of(), Map.of("token", "secret"));
  private static final KnownKeys AUDIT =
      new KnownKeys("audit", List.of("token"), Map.of(), Map.of("secret", "token"));

  private WebConfigReader() {}

  static WebConfig read(Mapping serve) {
    Optional<Mapping> metrics = serve.mapping("metrics");
    metrics.ifPresent(it -> it.check(METRICS));
    Optional<Mapping> hooks = serve.mapping("hooks");
    hooks.ifPresent(it -> it.check(HOOKS));
    Optional<Mapping> git = hooks.flatMap(it -> it.mapping("git"));
    git.ifPresent(it -> it.check(GIT));
    Optional<Mapping> audit = hooks.flatMap(it -> it.mapping("audit"));
    audit.ifPresent(it -> it.check(AUDIT));
    return new WebConfig(
        listen(serve),
        serve.mapping("tls").flatMap(WebConfigReader::certificate),
        SecretReader.optional(serve, "token"),
        metrics.flatMap(it -> it.bool("open")).orElse(false),
        git.flatMap(
            it -> SecretReader.required(it, "secret", "the secret that the Git server signs with")),
        audit.flatMap(
            it -> SecretReader.required(it, "token", "the token of the webhook's kubeconfig")));
  }

  private static Optional<ServerCertificate> certificate(Mapping tls) {
    tls.check(TLS);
    for (String key : TLS.names()) {
      if (!tls.has(key)) {
        tls.problem("%s is missing: add the path of a PEM file".formatted(key));
      } else if (tls.text(key).filter(String::isBlank).isPresent()) {
        tls.problem(key, "%s must be the path of a PEM file".formatted(key));
      }
    }
    Optional<String> certificate = tls.text("certificate");
    Optional<String> key = tls.text("key");
    return certificate.isPresent() && key.isPresent()
        ? Optional.of(new ServerCertificate(certificate.get(), key.get()))
        : Optional.empty();
  }

  private static Listen listen(Mapping serve) {
    Optional<String> written = serve.text("listen");
    Optional<Listen> listen = written.flatMap(Listen::parse);
    if (written.isPresent() && listen.isEmpty()) {
      serve.problem("listen", "listen must be an address and a port, such as 127.0.0.1:8080");
    }
    return listen.orElse(Listen.DEFAULT);
  }
}
