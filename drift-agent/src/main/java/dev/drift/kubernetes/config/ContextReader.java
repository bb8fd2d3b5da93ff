package dev.drift.kubernetes.config;

import dev.drift.files.FileErrors;
import dev.drift.kubernetes.http.Authentication;
import dev.drift.kubernetes.http.HeaderSyntax;
import dev.drift.kubernetes.http.Target;
import dev.drift.kubernetes.http.TlsSettings;
import dev.drift.model.DriftException;
import dev.drift.model.value.Value;
import dev.drift.net.ProxyAddress;
import java.io.IOException;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Makes a target of a context's cluster and user, as client-go understands their fields.
final class ContextReader {
  private final String context;
  private final Kubeconfig.Entry cluster;
  private final Optional<Kubeconfig.Entry> user;
  private final String where;

  ContextReader(
      String context, Kubeconfig.Entry cluster, Optional<Kubeconfig.Entry> user, String where) {
    this.context = context;
    this.cluster = cluster;
    this.user = user;
    this.where = where;
  }

  Target target(Environment environment) {
    URI server = server();
    if (cluster.content().text("tls-server-name").filter(name -> !name.isEmpty()).isPresent()) {
      throw invalid("tls-server-name is not supported; use that name in the server address");
    }
    Authentication authentication =
        user.map(u -> authentication(u, server, environment)).orElse(NOBODY);
    return new Target(
        server,
        context,
        new TlsSettings(
            pem(cluster, "certificate-authority"),
            client(authentication),
            flag("insecure-skip-tls-verify")),
        authentication,
        proxy(server, environment),
        user.map(u -> checked(impersonation(u.content()))).orElse(Map.of()));
  }

  private static final Authentication NOBODY = Authentication.none();

  private URI server() {
    String text = cluster.content().text("server").orElse("").strip();
    if (text.isEmpty()) {
      throw invalid("its cluster has no server address");
    }
    try {
      if (!text.contains("://")) {
        boolean tls =
            flag("insecure-skip-tls-verify")
                || pem(cluster, "certificate-authority").isPresent()
                || user.flatMap(u -> pem(u, "client-certificate")).isPresent();
        text = (tls ? "https://" : "http://") + text;
      }
      URI uri = new URI(text.endsWith("/") ? text.substring(0, text.length() - 1) : text);
      boolean http = "https".equals(uri.getScheme()) || "http".equals(uri.getScheme());
      if (!http || uri.getHost() == null || isMistyped(uri)) {
        throw invalid("its server address is not an http or https URL");
      }
      return new URI(
          uri.getScheme(), null, uri.getHost(), uri.getPort(), uri.getPath(), null, null);
    } catch (URISyntaxException e) {
      throw invalid("its server address is not a URL");
    }
  }

  /// Such as `https//user:password@host`, which would be the host `https` and a path with a
  /// password.
  private static boolean isMistyped(URI uri) {
    return uri.getHost().equals("https")
        || uri.getHost().equals("http")
        || uri.getPath().indexOf('@') >= 0;
  }

  private boolean flag(String name) {
    return cluster.content().text(name).filter("true"::equalsIgnoreCase).isPresent();
  }

  private Optional<TlsSettings.ClientPair> client(Authentication authentication) {
    if (authentication instanceof ExecPlugin plugin) {
      try {
        Optional<TlsSettings.ClientPair> handedOut = plugin.client();
        if (handedOut.isPresent()) {
          return handedOut;
        }
      } catch (IOException e) {
        throw new DriftException(
            dev.drift.model.Problem.of(
                dev.drift.model.Problem.Code.CREDENTIALS_REFUSED,
                "No credentials for the context \"%s\": %s.".formatted(context, e.getMessage())),
            e);
      }
    }
    return user.flatMap(
        u ->
            pem(u, "client-certificate")
                .flatMap(
                    certificate ->
                        pem(u, "client-key")
                            .map(key -> new TlsSettings.ClientPair(certificate, key))));
  }

  private Authentication authentication(
      Kubeconfig.Entry entry, URI server, Environment environment) {
    Value.Obj content = entry.content();
    Optional<String> tokenFile = text(content, "tokenFile");
    if (tokenFile.isPresent()) {
      return new TokenFile(entry.directory().resolve(tokenFile.get()));
    }
    Optional<String> token = text(content, "token");
    if (token.isPresent()) {
      return token("token", token.get());
    }
    Optional<String> username = text(content, "username");
    if (username.isPresent()) {
      return Authentication.basic(username.get(), content.text("password").orElse(""));
    }
    if (content.get("exec").isPresent()) {
      return new ExecPlugin(
          content.object("exec"),
          entry.directory(),
          server.toString(),
          pem(cluster, "certificate-authority"),
          environment);
    }
    if (content.get("auth-provider").isPresent()) {
      return provider(entry, content.object("auth-provider"), environment);
    }
    return NOBODY;
  }

  private Authentication provider(
      Kubeconfig.Entry entry, Value.Obj provider, Environment environment) {
    String name = provider.text("name").orElse("");
    Value.Obj config = provider.object("config");
    if (name.equals("oidc")) {
      return new OidcToken(
          config,
          pem(new Kubeconfig.Entry(config, entry.file()), "idp-certificate-authority"),
          environment);
    }
    return text(config, "access-token")
        .map(token -> token("access-token", token))
        .orElseThrow(
            () ->
                invalid(
                    "its user has the auth-provider \"%s\", which Kubernetes no longer supports; use an"
                            .formatted(name)
                        + " exec plugin"));
  }

  private Authentication token(String field, String token) {
    if (!HeaderSyntax.isValue(token)) {
      throw invalid(
          "the %s of its user contains a line break or another character not allowed in a token"
              .formatted(field));
    }
    return Authentication.token(token);
  }

  private Optional<ProxyAddress> proxy(URI server, Environment environment) {
    Optional<String> written = text(cluster.content(), "proxy-url");
    try {
      return written.isPresent()
          ? Optional.of(TargetProxy.parse(written.get()))
          : TargetProxy.of(server, environment);
    } catch (IllegalArgumentException e) {
      throw invalid(String.valueOf(e.getMessage()));
    }
  }

  private Map<String, List<String>> checked(Map<String, List<String>> headers) {
    headers.forEach(
        (name, values) -> {
          if (!values.stream().allMatch(HeaderSyntax::isValue)) {
            throw invalid(
                "the user that it impersonates contains a line break or another character not"
                    + " allowed in an HTTP header (%s)".formatted(name));
          }
        });
    return headers;
  }

  private static Map<String, List<String>> impersonation(Value.Obj content) {
    Map<String, List<String>> headers = new LinkedHashMap<>();
    text(content, "as").ifPresent(name -> headers.put("Impersonate-User", List.of(name)));
    text(content, "as-uid").ifPresent(uid -> headers.put("Impersonate-Uid", List.of(uid)));
    List<String> groups = texts(content.list("as-groups"));
    if (!groups.isEmpty()) {
      headers.put("Impersonate-Group", groups);
    }
    Value.Obj extra = content.object("as-user-extra");
    extra
        .fields()
        .forEach(
            (name, _) ->
                headers.put(
                    "Impersonate-Extra-" + HeaderSyntax.name(name), texts(extra.list(name))));
    return headers;
  }

  private static List<String> texts(List<Value> values) {
    List<String> texts = new ArrayList<>();
    for (Value value : values) {
      if (value instanceof Value.Str(String text)) {
        texts.add(text);
      }
    }
    return texts;
  }

  /// The text of `name-data`, or else of the file at `name`.
  private Optional<String> pem(Kubeconfig.Entry entry, String name) {
    Optional<String> data = text(entry.content(), name + "-data");
    if (data.isPresent()) {
      try {
        byte[] bytes = Base64.getMimeDecoder().decode(data.get());
        return Optional.of(new String(bytes, StandardCharsets.US_ASCII));
      } catch (IllegalArgumentException e) {
        throw invalid("%s-data is not base64".formatted(name));
      }
    }
    return text(entry.content(), name).map(file -> file(entry.directory().resolve(file), name));
  }

  private String file(Path file, String name) {
    try {
      return Files.readString(file, StandardCharsets.ISO_8859_1);
    } catch (IOException e) {
      throw invalid("%s at %s cannot be read: %s".formatted(name, file, FileErrors.why(e)));
    }
  }

  private static Optional<String> text(Value.Obj content, String name) {
    return content.text(name).filter(text -> !text.isEmpty());
  }

  private DriftException invalid(String what) {
    return Kubeconfig.invalid(
        "The context \"%s\" in %s cannot be used: %s.".formatted(context, where, what));
  }
}
