package dev.drift.pipeline;

import dev.drift.model.ResourceRef;
import dev.drift.model.Spelling;
import dev.drift.model.kind.ApiKind;
import dev.drift.model.kind.GroupKind;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Stream;

/// Finds the kinds that a name means, as kubectl does: by kind, plural, singular or short name,
/// each with or without a group, a version or both: `deploy`, `deployments.apps`,
/// `Deployment.v1.apps`, `pods.v1`.
///
/// See <https://kubernetes.io/docs/reference/kubectl/#resource-types>.
final class KindNames {
  private static final int MOST_SUGGESTED = 3;

  private final List<ApiKind> kinds;

  private KindNames(List<ApiKind> kinds) {
    this.kinds = List.copyOf(kinds);
  }

  /// @param served what the cluster serves
  /// @param declared resources of Git, whose kinds the cluster may not serve
  static KindNames of(List<ApiKind> served, Collection<ResourceRef> declared) {
    List<ApiKind> kinds = new ArrayList<>(served);
    Set<GroupKind> known = new HashSet<>();
    served.forEach(kind -> known.add(kind.groupKind()));
    for (ResourceRef ref : declared) {
      GroupKind kind = ref.id().groupKind();
      if (known.add(kind)) {
        boolean namespaced = !ref.id().namespace().isEmpty();
        kinds.add(new ApiKind(ref.apiVersion(), kind.kind(), plural(kind.kind()), namespaced));
      }
    }
    return new KindNames(kinds);
  }

  /// As `UnsafeGuessKindToResource` guesses: <https://pkg.go.dev/k8s.io/apimachinery/pkg/api/meta>.
  private static String plural(String kind) {
    String name = lower(kind);
    if (name.endsWith("s")) {
      return name + "es";
    }
    return name.endsWith("y") ? name.substring(0, name.length() - 1) + "ies" : name + "s";
  }

  /// A kind that a name means.
  record Meant(GroupKind kind, boolean namespaced) {}

  /// @return several if kinds of several groups share the name; empty if there is no such kind
  List<Meant> meant(String text) {
    Wanted wanted = Wanted.parse(text);
    List<Meant> byName = meant(wanted, KindNames::names);
    // A short name never hides a kind that is called so.
    return byName.isEmpty() ? meant(wanted, KindNames::shortNames) : byName;
  }

  private List<Meant> meant(Wanted wanted, Function<ApiKind, List<String>> by) {
    return kinds.stream()
        .filter(kind -> by.apply(kind).contains(wanted.name()) && wanted.isOf(kind))
        .map(kind -> new Meant(kind.groupKind(), kind.namespaced()))
        .distinct()
        .toList();
  }

  /// Names that may have been meant by one that means nothing, the likeliest first.
  List<String> suggestions(String text) {
    Wanted wanted = Wanted.parse(text);
    List<String> elsewhere =
        meant(wanted.name()).stream()
            .map(meant -> meant.kind().toString().toLowerCase(Locale.ROOT))
            .limit(MOST_SUGGESTED)
            .toList();
    if (!elsewhere.isEmpty()) {
      return elsewhere;
    }
    List<String> names = kinds.stream().map(kind -> lower(kind.kind())).toList();
    return Spelling.closest(wanted.name(), names, MOST_SUGGESTED);
  }

  private static List<String> names(ApiKind kind) {
    return List.of(lower(kind.kind()), kind.plural());
  }

  private static List<String> shortNames(ApiKind kind) {
    return Stream.concat(kind.aliases().stream(), BuiltInShortNames.of(kind.groupKind()).stream())
        .toList();
  }

  private static String lower(String text) {
    return text.toLowerCase(Locale.ROOT);
  }

  /// @param qualifier what follows the first dot; empty for any group and version
  private record Wanted(String name, String qualifier) {
    static Wanted parse(String text) {
      String lower = lower(text);
      int dot = lower.indexOf('.');
      return dot < 0
          ? new Wanted(lower, "")
          : new Wanted(lower.substring(0, dot), lower.substring(dot + 1));
    }

    boolean isOf(ApiKind kind) {
      String group = kind.groupKind().group();
      String version = kind.apiVersion().substring(kind.apiVersion().indexOf('/') + 1);
      return qualifier.isEmpty()
          || qualifier.equals(group)
          || qualifier.equals(version + "." + group)
          || (group.isEmpty() && qualifier.equals(version));
    }
  }
}
