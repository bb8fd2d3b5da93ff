package dev.drift.testkit;

import com.fasterxml.jackson.databind.node.TextNode;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Base64;

/// The text of a kubeconfig file with one cluster, one user and one context, everything it needs
/// inside it. Strings are quoted as in JSON, of which YAML is a superset.
record Kubeconfig(URI server, String caCertificate) {
  static final String CONTEXT = "drift-test";

  String withToken(String user, String token) {
    return text(user, "    token: " + TextNode.valueOf(token) + "\n");
  }

  String withCertificate(String user, Credential credential) {
    return text(
        user,
        "    client-certificate-data: %s\n    client-key-data: %s\n"
            .formatted(base64(credential.certificate()), base64(credential.key())));
  }

  private String text(String user, String login) {
    return """
    apiVersion: v1
    kind: Config
    current-context: %1$s
    clusters:
    - name: %1$s
      cluster:
        server: %2$s
        certificate-authority-data: %3$s
    contexts:
    - name: %1$s
      context:
        cluster: %1$s
        user: %4$s
    users:
    - name: %4$s
      user:
    """
            .formatted(CONTEXT, server, base64(caCertificate), TextNode.valueOf(user))
        + login;
  }

  private static String base64(String text) {
    return Base64.getEncoder().encodeToString(text.getBytes(StandardCharsets.UTF_8));
  }
}
