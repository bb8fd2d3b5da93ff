package dev.drift.rule.security.rbac;

import dev.drift.model.value.Value;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/// Whom a binding names.
///
/// @param namespace of a ServiceAccount; else empty
public record Subject(Kind kind, String namespace, String name) implements Comparable<Subject> {
  /// What may be bound.
  public enum Kind {
    GROUP,
    USER,
    SERVICE_ACCOUNT
  }

  private static final String ACCOUNT = "system:serviceaccount:";
  private static final Comparator<Subject> ORDER =
      Comparator.comparing(Subject::kind)
          .thenComparing(Subject::namespace)
          .thenComparing(Subject::name);

  /// @param within the namespace of the binding, which a ServiceAccount is in by default
  static Optional<Subject> of(Value value, String within) {
    if (!(value instanceof Value.Obj object)) {
      return Optional.empty();
    }
    String name = object.text("name").orElse("");
    return switch (object.text("kind").orElse("")) {
      case "Group" -> Optional.of(new Subject(Kind.GROUP, "", name));
      case "User" -> Optional.of(user(name));
      case "ServiceAccount" -> {
        String namespace = object.text("namespace").filter(text -> !text.isEmpty()).orElse(within);
        yield Optional.of(new Subject(Kind.SERVICE_ACCOUNT, namespace, name));
      }
      default -> Optional.empty();
    };
  }

  /// A ServiceAccount may be bound by the name that the API server knows it by.
  private static Subject user(String name) {
    int colon = name.indexOf(':', ACCOUNT.length());
    return name.startsWith(ACCOUNT) && colon > 0
        ? new Subject(
            Kind.SERVICE_ACCOUNT,
            name.substring(ACCOUNT.length(), colon),
            name.substring(colon + 1))
        : new Subject(Kind.USER, "", name);
  }

  /// Itself and the groups that it is in for certain.
  List<Subject> withGroups() {
    Subject authenticated = group("system:authenticated");
    return switch (kind) {
      case GROUP ->
          name.equals("system:unauthenticated") || name.equals(authenticated.name)
              ? List.of(this)
              : List.of(this, authenticated);
      case USER -> List.of(this, authenticated);
      case SERVICE_ACCOUNT ->
          List.of(
              this,
              group("system:serviceaccounts"),
              group("system:serviceaccounts:" + namespace),
              authenticated);
    };
  }

  private static Subject group(String name) {
    return new Subject(Kind.GROUP, "", name);
  }

  /// Whether this is everybody, be it everybody with some credentials.
  public boolean isEverybody() {
    boolean group =
        kind == Kind.GROUP
            && (name.equals("system:authenticated") || name.equals("system:unauthenticated"));
    return group || (kind == Kind.USER && name.equals("system:anonymous"));
  }

  @Override
  public int compareTo(Subject other) {
    return ORDER.compare(this, other);
  }

  @Override
  public String toString() {
    return switch (kind) {
      case GROUP ->
          switch (name) {
            case "system:authenticated" -> "all authenticated users";
            case "system:unauthenticated" -> "all unauthenticated users";
            default -> "group " + name;
          };
      case USER -> name.equals("system:anonymous") ? "all unauthenticated users" : "user " + name;
      case SERVICE_ACCOUNT ->
          "ServiceAccount " + (namespace.isEmpty() ? name : namespace + "/" + name);
    };
  }
}
