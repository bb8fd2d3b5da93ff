package dev.drift.rule.security.rbac;

import dev.drift.finding.Severity;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/// Rights as people say them: "read Secrets and ConfigMaps in trino"; the most dangerous first.
///
/// @param acts what is done to what
/// @param after what follows them in a sentence
record RightWords(List<Done> acts, String after) {
  private static final int PHRASES = 3;
  private static final int NAMES = 3;
  private static final Set<String> READING = Set.of("get", "list", "watch");
  private static final Set<String> CHANGING = Set.of("update", "patch");
  private static final Set<String> DELETING = Set.of("delete", "deletecollection");

  /// Objects that something is done to.
  record Done(Act act, List<String> objects) {
    String with(int most) {
      List<String> shown = objects.stream().limit(most).toList();
      String what =
          objects.size() > most
              ? "%s and %d more kinds".formatted(String.join(", ", shown), objects.size() - most)
              : and(shown);
      return "%s %s%s".formatted(act.verb(), what, act.where()).replaceAll(" +", " ").strip();
    }
  }

  /// What is done, where; objects stand between the two.
  record Act(String verb, String where) {}

  /// What follows "may", shortened if it is long.
  String shortened() {
    List<String> listed = acts.stream().limit(PHRASES).map(done -> done.with(NAMES)).toList();
    int more = acts.size() - PHRASES;
    return (more > 0 ? "%s, and %d more".formatted(String.join(", ", listed), more) : and(listed))
        + after;
  }

  /// Everything that may follow "may".
  List<String> all() {
    return acts.stream().map(done -> done.with(Integer.MAX_VALUE) + after).toList();
  }

  RightWords followedBy(String words) {
    return new RightWords(acts, words);
  }

  /// @param left what the subject still may, if lost rights are listed: a part of a right
  ///     may remain
  static RightWords of(Rights rights, Rights left) {
    Map<Thing, Set<String>> verbs = new LinkedHashMap<>();
    Map<Thing, Severity> danger = new LinkedHashMap<>();
    Set<Place> parts =
        rights.all().stream()
            .filter(left::hasPartOf)
            .map(right -> new Place(right.target(), right.scope()))
            .collect(Collectors.toSet());
    for (Right right : rights.all()) {
      boolean part = parts.contains(new Place(right.target(), right.scope()));
      Thing thing = new Thing(right.target(), right.scope(), part);
      verbs.computeIfAbsent(thing, _ -> new TreeSet<>()).add(right.verb());
      danger.merge(thing, Danger.of(right), (a, b) -> a.compareTo(b) <= 0 ? a : b);
    }
    Map<Act, Collection<String>> objects = new LinkedHashMap<>();
    verbs.entrySet().stream()
        .sorted(
            Comparator.comparing((Map.Entry<Thing, Set<String>> one) -> danger.get(one.getKey())))
        .forEach(
            one ->
                act(one.getKey(), one.getValue())
                    .forEach(
                        (act, object) ->
                            objects.computeIfAbsent(act, _ -> new TreeSet<>()).add(object)));
    List<Done> acts = new ArrayList<>();
    objects.forEach((act, what) -> acts.add(new Done(act, List.copyOf(what))));
    return new RightWords(acts, "");
  }

  private record Place(Right.Target target, String scope) {}

  /// @param part whether a part of it is not meant
  private record Thing(Right.Target target, String scope, boolean part) {}

  private static Map<Act, String> act(Thing thing, Set<String> verbs) {
    return switch (thing.target()) {
      case Right.Url(String path) ->
          Map.of(
              new Act(verbs.contains(Right.ALL) ? "call" : String.join(" and ", verbs), ""),
              path.equals(Right.ALL) ? "every path of the API server" : "the path " + path);
      case Right.Resource target -> act(target, thing, verbs);
    };
  }

  private static Map<Act, String> act(Right.Resource target, Thing thing, Set<String> verbs) {
    Map<Act, String> acts = new LinkedHashMap<>();
    boolean all = verbs.contains(Right.ALL);
    String where = where(target, thing.scope());
    Optional<SubresourceAction> deed =
        SubresourceAction.of(target.resource()).filter(one -> one.isDoneBy(verbs));
    if (deed.isPresent()) {
      acts.put(new Act(deed.get().words(), where), ResourceWords.ofParent(target, thing.part()));
      return acts;
    }
    String object = ResourceWords.of(target, thing.part());
    if (all) {
      acts.put(new Act(thing.part() ? "do everything with" : "do anything with", where), object);
      return acts;
    }
    Set<String> other = new TreeSet<>(verbs);
    if (other.remove("impersonate")) {
      acts.put(new Act("impersonate", where), object);
    }
    if (other.remove("escalate")) {
      acts.put(new Act("escalate the permissions of", where), object);
    }
    if (other.remove("bind")) {
      acts.put(new Act("bind any subject to", where), object);
    }
    List<String> words = new ArrayList<>();
    word(other, READING, "read", words);
    word(other, Set.of("create"), "create", words);
    word(other, CHANGING, "change", words);
    word(other, DELETING, "delete", words);
    words.addAll(other);
    if (!words.isEmpty()) {
      acts.put(new Act(and(words), where), object);
    }
    return acts;
  }

  private static void word(Set<String> verbs, Set<String> meant, String word, List<String> words) {
    if (verbs.removeAll(meant)) {
      words.add(word);
    }
  }

  private static String where(Right.Resource target, String scope) {
    if (!scope.isEmpty()) {
      return " in " + scope;
    }
    if (ResourceWords.isEverything(target)) {
      return " in the cluster";
    }
    return ResourceWords.isNamespaced(target) ? " in all namespaces" : "";
  }

  static String and(List<String> words) {
    return words.size() < 2
        ? String.join("", words)
        : words.stream().limit(words.size() - 1L).collect(Collectors.joining(", "))
            + " and "
            + words.getLast();
  }
}
