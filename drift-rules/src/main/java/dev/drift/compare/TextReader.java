package dev.drift.compare;

import dev.drift.model.Difference;
import dev.drift.model.kind.GroupKind;
import dev.drift.model.kind.Kinds;
import dev.drift.model.value.Path;
import dev.drift.model.value.Value;
import dev.drift.secret.MaskedText;
import dev.drift.secret.Redactor;
import dev.drift.text.Settings;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/// Reads the texts of ConfigMaps and Secrets with their secrets masked.
///
/// Of a Secret every value is masked. Its names are not, so it is read only where its name says
/// that it is a file of settings, and not one that may have users or tokens for names.
public final class TextReader {
  private static final Path DATA = Path.of("data");

  private static final Set<String> FILES =
      Set.of("properties", "yaml", "yml", "json", "xml", "ini", "env", "toml");
  private static final Pattern MAY_NAME_SECRETS =
      Pattern.compile("user|token|pass|auth|cred|secret|key|login|account|docker");

  /// Words of letters. A name with digits may be a secret itself.
  private static final Pattern NAME_OF_SETTING =
      Pattern.compile("[A-Za-z]{1,24}([._-][A-Za-z]{1,24}){0,7}");

  private final Redactor redactor;

  public TextReader(Redactor redactor) {
    this.redactor = redactor;
  }

  /// Whether a text of this kind stands at this path.
  static boolean reads(GroupKind kind, Path path) {
    return (kind.equals(Kinds.CONFIG_MAP) || kind.equals(Kinds.SECRET))
        && path.startsWith(DATA)
        && path.elements().size() == 2;
  }

  /// What a text says that nothing masked, such as one of a request: in base64, if it is a
  /// Secret's.
  public Optional<Settings> readPlain(GroupKind kind, Path path, Value value) {
    boolean ofSecret = kind.equals(Kinds.SECRET);
    return value instanceof Value.Str(String text)
        ? ofSecret
            ? secret(name(path), text)
            : Settings.read(name(path), redactor.file(name(path), text))
        : Optional.empty();
  }

  /// What a text of a ConfigMap says that is masked as a whole.
  Optional<Settings> readMasked(Path path, Value value) {
    return value instanceof Value.Str(String text)
        ? Settings.read(name(path), text)
        : Optional.empty();
  }

  static boolean isSecret(GroupKind kind) {
    return kind.equals(Kinds.SECRET);
  }

  private static String name(Path path) {
    return path.elements().getLast() instanceof Path.Field(String name) ? name : "";
  }

  private Optional<Settings> secret(String name, String base64) {
    String file = name.toLowerCase(Locale.ROOT);
    if (!FILES.contains(file.substring(file.lastIndexOf('.') + 1))
        || MAY_NAME_SECRETS.matcher(file).find()) {
      return Optional.empty();
    }
    return decoded(base64)
        .flatMap(text -> Settings.read(name, text))
        .map(read -> new Settings(read.format(), redactor.hidden(read.root()), read.unquoted()));
  }

  private static Optional<String> decoded(String base64) {
    try {
      return Optional.of(
          StandardCharsets.UTF_8
              .newDecoder()
              .decode(ByteBuffer.wrap(Base64.getMimeDecoder().decode(base64)))
              .toString());
    } catch (CharacterCodingException | IllegalArgumentException e) {
      return Optional.empty();
    }
  }

  /// Whether all names in a difference within a text may be shown: reading undoes escapes,
  /// which may have hidden a secret.
  boolean canBeNamed(Difference difference) {
    GroupKind kind = difference.resource().id().groupKind();
    return difference.path().elements().stream()
            .skip(2)
            .allMatch(
                element -> !(element instanceof Path.Field(String name)) || canBeNamed(kind, name))
        && Stream.of(difference.desired(), difference.live())
            .flatMap(Optional::stream)
            .allMatch(value -> canBeNamed(kind, value));
  }

  private boolean canBeNamed(GroupKind kind, Value value) {
    return switch (value) {
      case Value.Obj(Map<String, Value> fields) ->
          fields.entrySet().stream()
              .allMatch(
                  field -> canBeNamed(kind, field.getKey()) && canBeNamed(kind, field.getValue()));
      case Value.Arr(List<Value> items) -> items.stream().allMatch(item -> canBeNamed(kind, item));
      case Value.Str _, Value.Num _, Value.Bool _, Value.Null _, Value.Masked _ -> true;
    };
  }

  private boolean canBeNamed(GroupKind kind, String name) {
    return redactor.text(name).equals(name)
        && !MaskedText.hasMask(name)
        && (!kind.equals(Kinds.SECRET) || NAME_OF_SETTING.matcher(name).matches());
  }
}
