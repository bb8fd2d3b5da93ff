package dev.drift.source.part;

import static java.util.Objects.requireNonNull;

import dev.drift.json.JsonWriter;
import dev.drift.model.Glob;
import dev.drift.model.Manifest;
import dev.drift.model.kind.GroupKind;
import dev.drift.model.origin.Place;
import dev.drift.model.value.Pointer;
import dev.drift.model.value.Value;
import dev.drift.policy.Ignore;
import dev.drift.policy.PolicySource;
import dev.drift.policy.match.JqExpression;
import dev.drift.policy.match.Match;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/// What a deployer is asked to ignore, as ignores of the engine: one for each kind and namespace
/// in which it applies such objects, so that none reaches those of others.
///
/// Whoever may write to the repository writes these, so they are limited as ignores in Git are:
/// they hide no severe finding, and not most of a namespace.
///
/// @param policy as reports name it
/// @param reason a clause
/// @param owner whom to ask
/// @param place where it is written
public record DeployerIgnore(String policy, String reason, String owner, Place place) {
  private static final int LONGEST = 2_000;

  public DeployerIgnore {
    requireNonNull(policy, "policy is null");
    requireNonNull(reason, "reason is null");
    requireNonNull(owner, "owner is null");
    requireNonNull(place, "place is null");
  }

  private record Home(GroupKind kind, String namespace) {}

  /// Ignores what the expressions select in these objects.
  public List<Ignore> at(List<JqExpression> jq, Collection<Manifest> objects) {
    return ignores(objects, jq, Set.of(), false);
  }

  /// Ignores what these field managers wrote in these objects.
  public List<Ignore> by(Set<String> managers, Collection<Manifest> objects) {
    return ignores(objects, List.of(), managers, false);
  }

  /// Ignores what others added to these objects.
  public List<Ignore> additions(Collection<Manifest> objects) {
    return ignores(objects, List.of(), Set.of(), true);
  }

  private List<Ignore> ignores(
      Collection<Manifest> objects,
      List<JqExpression> jq,
      Set<String> managers,
      boolean additions) {
    Map<Home, Set<String>> names = new LinkedHashMap<>();
    for (Manifest object : objects) {
      names
          .computeIfAbsent(new Home(object.groupKind(), object.namespace()), _ -> new TreeSet<>())
          .add(object.name());
    }
    List<Ignore> ignores = new ArrayList<>();
    names.forEach(
        (home, named) ->
            ignores.add(
                new Ignore(
                    policy,
                    PolicySource.REPOSITORY,
                    new Match(
                        Set.of(home.kind().toString()),
                        home.namespace().isEmpty()
                            ? List.of()
                            : List.of(new Glob(home.namespace())),
                        named.stream().map(Glob::new).toList(),
                        Map.of(),
                        List.of(),
                        jq,
                        managers,
                        Set.of(),
                        additions),
                    reason,
                    owner,
                    Ignore.NEVER,
                    place)));
    return ignores;
  }

  /// A JSON Pointer in jq. A number is a position in a list, and a name elsewhere.
  ///
  /// @throws IllegalArgumentException if it is too long; the message is a clause
  public static JqExpression pointer(String pointer) {
    if (pointer.length() > LONGEST) {
      throw new IllegalArgumentException("is longer than %,d characters".formatted(LONGEST));
    }
    StringBuilder jq = new StringBuilder(".");
    for (String token : Pointer.tokens(pointer)) {
      String name = ".[%s]".formatted(JsonWriter.text(Value.of(token)));
      jq.append(" | ")
          .append(
              token.matches("0|[1-9]\\d{0,6}")
                  ? "(if type == \"array\" then .[%s] else %s end)".formatted(token, name)
                  : name);
    }
    return JqExpression.parse(jq.toString());
  }
}
