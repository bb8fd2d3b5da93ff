package dev.drift.owner;

import dev.drift.model.LiveResource;
import dev.drift.model.kind.GroupKind;
import dev.drift.model.kind.Kinds;
import dev.drift.model.value.ReleaseFacts;
import dev.drift.model.value.SecretFacts;
import dev.drift.model.value.Value;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// An object in which Helm stores a revision of a release.
/// https://github.com/helm/helm/blob/main/pkg/storage/driver/secrets.go
///
/// @param object a Secret, or a ConfigMap of Helm's other driver
/// @param status such as `deployed` or `superseded`
record ReleaseRecord(LiveResource object, String name, int revision, String status) {

  private static final String TYPE = "helm.sh/release.v1";
  private static final Pattern KEY =
      Pattern.compile("sh\\.helm\\.release\\.v1\\.(.+)\\.v(\\d{1,9})");

  /// What the content of a record says.
  sealed interface Content {
    record Read(ReleaseFacts release) implements Content {}

    /// It is masked, and nothing was kept of it.
    record Hidden() implements Content {}

    record Broken() implements Content {}
  }

  /// Helm finds its records by name and labels, so they must agree; empty for any other object.
  static Optional<ReleaseRecord> of(LiveResource object) {
    GroupKind kind = object.id().groupKind();
    boolean stores =
        kind.equals(Kinds.CONFIG_MAP)
            || (kind.equals(Kinds.SECRET)
                && object.content().text("type").equals(Optional.of(TYPE)));
    Matcher key = KEY.matcher(object.id().name());
    if (!stores || !key.matches()) {
      return Optional.empty();
    }
    boolean labelled =
        Records.label(object, "owner").equals(Optional.of("helm"))
            && Records.label(object, "name").equals(Optional.of(key.group(1)))
            && Records.label(object, "version").equals(Optional.of(key.group(2)));
    return labelled
        ? Optional.of(
            new ReleaseRecord(
                object,
                key.group(1),
                Integer.parseInt(key.group(2)),
                Records.label(object, "status").orElse("")))
        : Optional.empty();
  }

  String namespace() {
    return object.id().namespace();
  }

  boolean isDeployed() {
    return status.equals("deployed");
  }

  /// Whether it no longer says what is installed.
  boolean isPast() {
    return status.equals("superseded") || status.equals("uninstalled");
  }

  /// Its content as Helm stores it, or masked.
  Optional<Value> stored() {
    return object.content().object("data").get("release");
  }

  Content content() {
    return switch (stored().orElse(Value.Null.NULL)) {
      case Value.Str(String text) ->
          decoded(text).<Content>map(Content.Read::new).orElseGet(Content.Broken::new);
      case Value.Masked(_, _, SecretFacts facts) ->
          facts.release().<Content>map(Content.Read::new).orElseGet(Content.Hidden::new);
      case Value.Null _, Value.Bool _, Value.Num _, Value.Arr _, Value.Obj _ ->
          new Content.Broken();
    };
  }

  /// What a ConfigMap holds as text, a Secret holds in base64.
  private Optional<ReleaseFacts> decoded(String text) {
    byte[] stored = text.getBytes(StandardCharsets.ISO_8859_1);
    try {
      return ReleaseReader.read(
          object.id().groupKind().equals(Kinds.SECRET) ? ReleaseReader.decoded(stored) : stored);
    } catch (IllegalArgumentException e) {
      return Optional.empty();
    }
  }
}
