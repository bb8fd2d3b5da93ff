package dev.drift.canonical.defaults;

import dev.drift.canonical.schema.KindSchema;
import dev.drift.model.value.Value;
import java.util.List;

/// Fields that no manifest can set: on creation, the server drops or replaces what it says there.
///
/// A CertificateSigningRequest names the user who created it, and its spec never changes afterwards
/// (`PrepareForCreate` in pkg/registry/certificates/certificates/strategy.go of Kubernetes). Nodes
/// lost their dynamic configuration in Kubernetes 1.24 (`dropDisabledFields` in
/// pkg/registry/core/node/strategy.go).
final class DroppedFields {
  private DroppedFields() {}

  /// The manifest without them.
  static Value.Obj without(KindSchema schema, Value.Obj manifest) {
    List<String> fields = fields(schema);
    return fields.isEmpty()
        ? manifest
        : Edits.at(
            manifest,
            List.of("spec"),
            spec -> {
              Value.Obj kept = spec;
              for (String field : fields) {
                kept = kept.without(field);
              }
              return kept;
            });
  }

  private static List<String> fields(KindSchema schema) {
    return switch (schema.apiVersion() + " " + schema.kind()) {
      case "certificates.k8s.io/v1 CertificateSigningRequest" ->
          List.of("username", "uid", "groups", "extra");
      case "v1 Node" -> List.of("configSource");
      default -> List.of();
    };
  }
}
