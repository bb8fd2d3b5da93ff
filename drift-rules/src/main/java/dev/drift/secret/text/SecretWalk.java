package dev.drift.secret.text;

import dev.drift.model.LiveResource;
import dev.drift.model.value.Fields;
import dev.drift.model.value.ObjectEdit;
import dev.drift.model.value.Value;
import dev.drift.secret.name.NameCache;
import dev.drift.secret.name.OtherNames;
import dev.drift.secret.name.SecretNames;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/// The rules by which values are secret for where they stand: below which names, beside which
/// others, in which list. They are the same for objects of a cluster and for texts that are read as
/// values; what is done with a secret differs.
public abstract class SecretWalk {

  /// Fields that hold the value of what `name` or `key` names beside them.
  private static final Set<String> VALUES =
      Set.of("value", "defaultvalue", "default", "stringvalue", "content", "val");

  /// A field `key` beside one of these names the key of a Secret; otherwise it may be the secret.
  private static final List<String> BESIDE_A_KEY =
      List.of("name", "secretName", "secret", "secretRef", "configMap", "path", "namespace");

  /// What a name further out says of a value.
  public enum Below {
    NOTHING,
    /// That it is secret, unless its own name says that it only describes the secret.
    SECRET,
    /// The same, and that the names may be the secrets: `{"tokens": {"…": "alice"}}`.
    SECRET_NAMES
  }

  private final NameCache names;

  public SecretWalk(NameCache names) {
    this.names = names;
  }

  /// A text or number that is secret.
  abstract Value secret(String name, Value scalar);

  /// A text that may hold secrets.
  abstract Value text(String field, Value.Str text);

  /// An item of a command line of which all from an offset on is secret.
  abstract Value tail(Value.Str item, int from);

  /// Every text and number in a value.
  abstract Value whole(Value value);

  /// `data` or `stringData` of a Secret.
  abstract Value data(Value value, boolean base64);

  /// The values of a ConfigMap in base64.
  abstract Value binary(String name, Value.Str base64);

  /// The name of a field that is secret itself.
  abstract String secretName(Value.Obj object, int index);

  final Value walk(Value value) {
    return plain("", value);
  }

  private Value plain(String field, Value value) {
    return switch (value) {
      case Value.Str text -> text(field, text);
      case Value.Arr array -> list(List.of(), array);
      case Value.Obj object -> object(object, Below.NOTHING);
      case Value.Null _, Value.Bool _, Value.Num _, Value.Masked _ -> value;
    };
  }

  public final Value.Obj object(Value.Obj object, Below below) {
    Optional<String> named = secretNamed(object);
    boolean secret = isSecret(object);
    ObjectEdit result = new ObjectEdit(object);
    for (int i = 0; i < object.size(); i++) {
      String name = object.name(i);
      Value value = object.value(i);
      result.set(
          i,
          secret && (name.equals("data") || name.equals("stringData"))
              ? data(value, name.equals("data"))
              : field(object, named, name, value, below));
    }
    Value.Obj masked = result.object();
    return below == Below.SECRET_NAMES ? withSecretNames(object, masked) : masked;
  }

  private Value.Obj withSecretNames(Value.Obj object, Value.Obj masked) {
    Fields fields = new Fields();
    for (int i = 0; i < object.size(); i++) {
      fields.put(
          isSecretName(object.name(i)) ? secretName(object, i) : object.name(i), masked.value(i));
    }
    return fields.object();
  }

  /// Whether the name of a field below `tokens` may be a token.
  public static boolean isSecretName(String name) {
    return !SecretNames.describeSecret(name) && !SecretNames.announceSecret(name);
  }

  /// A manifest of a Secret within something else, or the Secret itself.
  private static boolean isSecret(Value.Obj object) {
    return object.text("kind").filter("Secret"::equals).isPresent()
        && (object.get("data").isPresent() || object.get("stringData").isPresent());
  }

  /// The secret name that `name` or `key` says, or in a patch the path.
  private Optional<String> secretNamed(Value.Obj object) {
    Optional<String> name = object.text("name").or(() -> object.text("Name"));
    Optional<String> named = name.isPresent() ? name : object.text("key");
    if (named.isEmpty() && object.get("op").isPresent()) {
      named = object.text("path");
    }
    return named.filter(names::announceSecret);
  }

  private Value field(
      Value.Obj object, Optional<String> named, String name, Value value, Below below) {
    if (named.isPresent() && VALUES.contains(name.toLowerCase(Locale.ROOT))) {
      return secretField(named.get(), value);
    }
    if (name.equals("secretKey") && object.get("remoteRef").isPresent()) {
      return value; // an ExternalSecret's name for the key to make
    }
    if ((name.equals("args") || name.equals("Cmd")) && value instanceof Value.Arr array) {
      return list(object.list("command"), array);
    }
    if (name.equals(LiveResource.LAST_APPLIED)) {
      return whole(value);
    }
    if (names.announceSecret(name) || (below != Below.NOTHING && !describes(object, name))) {
      return secretField(name, value);
    }
    if (name.equals("binaryData") && value instanceof Value.Obj binaries) {
      return binaries(binaries);
    }
    return value instanceof Value.Str(String text)
            && OtherNames.isLogin(name)
            && OtherNames.isUserAndPassword(text)
        ? secret(name, value)
        : plain(name, value);
  }

  /// Whether a field below a secret name is not the secret: `namespace`, `user`, `enabled`; `key`
  /// where a name beside it says of what.
  private static boolean describes(Value.Obj object, String name) {
    return name.equals("key")
        ? BESIDE_A_KEY.stream().anyMatch(one -> object.get(one).isPresent())
        : SecretNames.describeSecret(name);
  }

  private Value secretField(String name, Value value) {
    if (value instanceof Value.Str || value instanceof Value.Num) {
      return secret(name, value);
    }
    if (value instanceof Value.Arr(List<Value> items)) {
      List<Value> masked = new ArrayList<>(items.size());
      boolean changed = false;
      for (Value item : items) {
        Value shown = secretField(name, item);
        changed |= ObjectEdit.isOther(shown, item);
        masked.add(shown);
      }
      return changed ? new Value.Arr(masked) : value;
    }
    return value instanceof Value.Obj object
        ? object(object, SecretNames.announceSecretNames(name) ? Below.SECRET_NAMES : Below.SECRET)
        : value;
  }

  private Value binaries(Value.Obj object) {
    ObjectEdit result = new ObjectEdit(object);
    for (int i = 0; i < object.size(); i++) {
      if (object.value(i) instanceof Value.Str base64) {
        result.set(i, binary(object.name(i), base64));
      } else {
        result.set(i, plain(object.name(i), object.value(i)));
      }
    }
    return result.object();
  }

  /// In a command line, `--password` is followed by its value.
  ///
  /// @param before what stands before it on the command line
  private Value list(List<Value> before, Value.Arr array) {
    List<Value> redacted = new ArrayList<>(array.items().size());
    Arguments arguments = new Arguments();
    for (Value item : before) {
      arguments.next(item instanceof Value.Str(String text) ? text : "");
    }
    boolean changed = false;
    for (Value item : array.items()) {
      Value shown = item;
      if (item instanceof Value.Str text) {
        int secretFrom = arguments.next(text.value());
        shown =
            secretFrom < 0
                ? text("", text)
                : secretFrom == 0 ? secret("", item) : tail(text, secretFrom);
      } else if (arguments.isAnnounced() && item instanceof Value.Num) {
        shown = secret("", item);
        arguments.next("");
      } else {
        arguments.next("");
        shown = plain("", item);
      }
      changed |= ObjectEdit.isOther(shown, item);
      redacted.add(shown);
    }
    return changed ? new Value.Arr(redacted) : array;
  }
}
