package dev.drift.policy;

import dev.drift.model.Glob;
import dev.drift.model.Problem;
import dev.drift.policy.match.PolicySubject;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;

/// How much of a namespace the ignores of a repository may hide: half of its objects, but at least
/// [#LEAST] and at most [#MOST].
///
/// What they hide is counted over the objects themselves, drifted or not, because any set of names
/// can be written as patterns that look harmless. So an ignore is refused on the day it is written
/// and not on the day when everything drifts. Whether one applies does not depend on the order of
/// files: first each is counted on its own, then all that are left together.
final class IgnoreLimit {
  static final int LEAST = 3;
  static final int MOST = 20;
  static final IgnoreLimit NONE = new IgnoreLimit();

  private final Map<Ignore, Set<String>> refused = new HashMap<>();
  private final List<Problem> problems = new ArrayList<>();

  private IgnoreLimit() {}

  static IgnoreLimit of(List<Ignore> ignores, Collection<PolicySubject> objects) {
    IgnoreLimit limit = new IgnoreLimit();
    ByName byName = ByName.of(ignores);
    Map<String, List<PolicySubject>> namespaces = new TreeMap<>();
    for (PolicySubject object : objects) {
      namespaces.computeIfAbsent(object.resource().id().home(), _ -> new ArrayList<>()).add(object);
    }
    namespaces.forEach((namespace, all) -> limit.count(namespace, all, byName));
    return limit;
  }

  static int allowed(int objects) {
    return Math.min(MOST, Math.max(LEAST, objects / 2));
  }

  boolean refuses(Ignore ignore, String namespace) {
    return refused.getOrDefault(ignore, Set.of()).contains(namespace);
  }

  List<Problem> problems() {
    return List.copyOf(problems);
  }

  private void count(String namespace, List<PolicySubject> objects, ByName byName) {
    Map<Ignore, Integer> alone = new LinkedHashMap<>();
    Map<PolicySubject, List<Ignore>> about = new LinkedHashMap<>();
    for (PolicySubject object : objects) {
      List<Ignore> ignores = byName.about(object);
      about.put(object, ignores);
      for (Ignore ignore : ignores) {
        if (HiddenShare.isHidden(object, List.of(ignore))) {
          alone.merge(ignore, 1, Integer::sum);
        }
      }
    }
    int allowed = allowed(objects.size());
    alone.forEach(
        (ignore, hidden) -> {
          if (hidden > allowed) {
            refuse(ignore, namespace);
            problem(
                ignore,
                "%s hides %s".formatted(ignore.policy(), share(hidden, objects.size(), namespace)),
                "it does not apply there",
                allowed);
          }
        });
    together(namespace, about, allowed);
  }

  private void together(String namespace, Map<PolicySubject, List<Ignore>> about, int allowed) {
    int hidden = 0;
    Set<Ignore> hiding = new LinkedHashSet<>();
    for (Map.Entry<PolicySubject, List<Ignore>> one : about.entrySet()) {
      List<Ignore> left =
          one.getValue().stream().filter(ignore -> !refuses(ignore, namespace)).toList();
      if (HiddenShare.isHidden(one.getKey(), left)) {
        hidden++;
        hiding.addAll(left);
      }
    }
    if (hidden > allowed) {
      hiding.forEach(ignore -> refuse(ignore, namespace));
      problem(
          hiding.iterator().next(),
          "%d ignores from Git together hide %s"
              .formatted(hiding.size(), share(hidden, about.size(), namespace)),
          "none of them applies there",
          allowed);
    }
  }

  private void refuse(Ignore ignore, String namespace) {
    refused.computeIfAbsent(ignore, _ -> new TreeSet<>()).add(namespace);
  }

  private static String share(int hidden, int objects, String namespace) {
    return "%d of the %d %s"
        .formatted(
            hidden,
            objects,
            namespace.isEmpty() ? "cluster-scoped objects" : "objects in namespace " + namespace);
  }

  private void problem(Ignore ignore, String what, String consequence, int allowed) {
    problems.add(
        Problem.at(
            ignore.place(),
            Problem.Code.IGNORE_REFUSED,
            "%s, and at most %d are allowed, so %s; narrow it, or move it to the agent's own"
                    .formatted(what, allowed, consequence)
                + " configuration (--policy)"));
  }

  /// The ignores by the one name that they give, so that the annotations of thousands of resources
  /// are not each held against all of them.
  private record ByName(Map<String, List<Ignore>> named, List<Ignore> others) {
    static ByName of(List<Ignore> ignores) {
      ByName byName = new ByName(new HashMap<>(), new ArrayList<>());
      for (Ignore ignore : ignores) {
        List<Glob> names = ignore.match().names();
        if (names.size() == 1 && !names.getFirst().text().contains("*")) {
          byName.named.computeIfAbsent(names.getFirst().text(), _ -> new ArrayList<>()).add(ignore);
        } else {
          byName.others.add(ignore);
        }
      }
      return byName;
    }

    List<Ignore> about(PolicySubject object) {
      String name = object.resource().id().name();
      return Stream.concat(named.getOrDefault(name, List.of()).stream(), others.stream())
          .filter(ignore -> ignore.match().isAbout(object))
          .toList();
    }
  }
}
