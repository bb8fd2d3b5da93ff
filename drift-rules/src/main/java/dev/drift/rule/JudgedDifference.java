package dev.drift.rule;

import static java.util.Objects.requireNonNull;

import dev.drift.model.Change;
import dev.drift.model.Difference;
import dev.drift.model.kind.GroupKind;
import dev.drift.model.value.Path;
import dev.drift.model.value.Value;
import dev.drift.secret.Shown;
import dev.drift.world.MaskedWorld;
import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// A difference as rules see it: with values that people may see, and no others.
///
/// @param file the configuration file that it is in; read once, because many rules ask for it
/// @param world everything else, for rules that have to know more than one difference
public record JudgedDifference(
    Difference difference,
    Shown desired,
    Shown live,
    Optional<ConfigFile> file,
    MaskedWorld world) {
  private static final int SHORT = 80;

  public JudgedDifference {
    requireNonNull(difference, "difference is null");
    requireNonNull(desired, "desired is null");
    requireNonNull(live, "live is null");
    requireNonNull(file, "file is null");
    requireNonNull(world, "world is null");
  }

  public static JudgedDifference of(
      Difference difference, Shown desired, Shown live, MaskedWorld world) {
    return new JudgedDifference(
        difference, desired, live, ConfigFile.of(difference, desired, live), world);
  }

  /// The same, with another view of everything else.
  public JudgedDifference in(MaskedWorld other) {
    return new JudgedDifference(difference, desired, live, file, other);
  }

  public GroupKind kind() {
    return difference.resource().id().groupKind();
  }

  public Change change() {
    return difference.change();
  }

  public Path path() {
    return difference.path();
  }

  public boolean isWhole() {
    return path().isRoot();
  }

  /// Whether a field of this name is anywhere on the path.
  public boolean passes(String field) {
    return path().elements().contains(new Path.Field(field));
  }

  /// Whether the path ends in a field of one of these names.
  public boolean endsIn(String... fields) {
    return !path().isRoot()
        && path().elements().getLast() instanceof Path.Field(String name)
        && List.of(fields).contains(name);
  }

  /// The last field on the path of which the item of a list is meant: `env` in
  /// `…env[name=X].value`.
  public Optional<String> itemName(String list) {
    List<Path.Element> elements = path().elements();
    for (int i = 0; i + 1 < elements.size(); i++) {
      if (elements.get(i).equals(new Path.Field(list))
          && elements.get(i + 1) instanceof Path.Key key
          && key.parts().getFirst().value() instanceof Value.Str(String name)) {
        return Optional.of(name);
      }
    }
    return Optional.empty();
  }

  /// The last element of the path, for sentences.
  public String lastName() {
    return path().isRoot()
        ? ""
        : switch (path().elements().getLast()) {
          case Path.Field(String name) -> name;
          case Path.Member(String value) -> value;
          case Path.Index(int index) -> "item " + index;
          case Path.Key key -> new Path(List.of(key)).toString();
        };
  }

  /// What follows the name of the field in a sentence: "is X, but Git declares Y", "is missing, but
  /// Git declares Y", "is in the cluster but not in Git", …
  public String comparison() {
    return switch (change()) {
      case CHANGED -> changed();
      case DEFAULT_CHANGED ->
          "is %s, but Git leaves the default %s".formatted(text(live), text(desired));
      case REMOVED, MISSING ->
          isBlock(desired)
              ? "is declared in Git but missing from the cluster"
              : "is missing, but Git declares %s".formatted(text(desired));
      case ADDED, UNMANAGED ->
          isBlock(live)
              ? "is in the cluster but not in Git"
              : "is %s, but Git does not set it".formatted(text(live));
      case REORDERED -> "lists its items in a different order than Git";
    };
  }

  private String changed() {
    return isMasked(desired) && isMasked(live)
        ? "has a different secret value than in Git"
        : "is %s, but Git declares %s".formatted(text(live), text(desired));
  }

  private static boolean isMasked(Shown shown) {
    return shown instanceof Shown.Masked
        || (shown instanceof Shown.Plain plain && plain.value() instanceof Value.Masked);
  }

  private static boolean isBlock(Shown shown) {
    return shown instanceof Shown.Plain plain
        && (plain.value() instanceof Value.Obj || plain.value() instanceof Value.Arr);
  }

  /// A value in a sentence: short ones whole, others by their size.
  public static String text(Shown shown) {
    return switch (shown) {
      case Shown.Absent _ -> "nothing";
      case Shown.Masked _ -> "a secret value";
      case Shown.Plain plain -> text(plain.value());
    };
  }

  private static String text(Value value) {
    return switch (value) {
      case Value.Null _ -> "null";
      case Value.Bool(boolean bool) -> Boolean.toString(bool);
      case Value.Num(BigDecimal number) -> number.toPlainString();
      case Value.Str(String text) when text.isEmpty() -> "an empty string";
      case Value.Str(String text) when text.length() <= SHORT && text.indexOf('\n') < 0 -> text;
      case Value.Str(String text) when text.indexOf('\n') < 0 ->
          "a string of %d characters".formatted(text.length());
      case Value.Str(String text) when text.lines().count() == 1 -> text.strip();
      case Value.Str(String text) -> "a text of %d lines".formatted(text.lines().count());
      case Value.Masked _ -> "a secret value";
      case Value.Arr(List<Value> items) ->
          items.size() == 1 ? "a list of one item" : "a list of %d items".formatted(items.size());
      case Value.Obj(Map<String, Value> fields) -> "{" + String.join(", ", fields.keySet()) + "}";
    };
  }
}
