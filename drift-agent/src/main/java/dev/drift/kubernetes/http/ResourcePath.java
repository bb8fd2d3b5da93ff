package dev.drift.kubernetes.http;

import dev.drift.model.kind.ApiKind;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/// The paths of the Kubernetes API. See
/// <https://kubernetes.io/docs/reference/using-api/api-concepts/#resource-uris>.
public final class ResourcePath {
  private ResourcePath() {}

  /// All objects of a kind.
  ///
  /// @param namespace empty for cluster-scoped kinds, and for all namespaces together
  public static String collection(ApiKind kind, Optional<String> namespace) {
    String root = kind.apiVersion().indexOf('/') < 0 ? "/api/" : "/apis/";
    return root
        + kind.apiVersion()
        + namespace.map(name -> "/namespaces/" + encode(name)).orElse("")
        + "/"
        + kind.plural();
  }

  /// One object.
  ///
  /// @param namespace empty for cluster-scoped kinds
  public static String object(ApiKind kind, Optional<String> namespace, String name) {
    return collection(kind, namespace) + "/" + encode(name);
  }

  /// A segment of a path, or a value of a query.
  public static String encode(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
  }
}
