package dev.drift.model;

import static java.util.Objects.requireNonNull;

import dev.drift.model.origin.Place;
import java.util.Optional;

/// Files of a source that could not be read as manifests: what they declare is not known.
///
/// @param place the file or folder
/// @param kind why not
/// @param reason a sentence for people
/// @param text what the file says, or the names that it declares, if that much could be read
public record Unrendered(Place place, Kind kind, String reason, Optional<String> text) {

  /// What kept the files from being read.
  public enum Kind {
    HELM_CHART("Helm chart"),
    KUSTOMIZATION("kustomization"),
    FLUX_KUSTOMIZATION("Flux Kustomization"),
    HELM_RELEASE("Flux HelmRelease"),
    ARGO_APPLICATION("Argo CD Application"),
    TEMPLATE("template"),
    /// What a deployer decrypts before it is deployed.
    ENCRYPTED("encrypted manifest"),
    /// A file that is not valid, or could not be read at all.
    INVALID("invalid file");

    private final String label;

    Kind(String label) {
      this.label = label;
    }

    public String label() {
      return label;
    }
  }

  public Unrendered {
    requireNonNull(place, "place is null");
    requireNonNull(kind, "kind is null");
    requireNonNull(reason, "reason is null");
    requireNonNull(text, "text is null");
  }

  /// Without the text, which may hold secrets.
  @Override
  public String toString() {
    return "Unrendered(%s, %s)".formatted(place, kind);
  }

  /// Whether the object may be declared there. A renderer may give objects any name; a plain
  /// manifest that is not valid holds the name as it is.
  public boolean mayDeclare(ResourceId id) {
    return text.map(said -> said.contains(id.name())).orElse(true);
  }
}
