package dev.drift.pipeline;

import dev.drift.finding.Finding;
import dev.drift.finding.Sides;
import dev.drift.model.Change;
import dev.drift.model.LiveResource;
import dev.drift.model.ResourceId;
import dev.drift.model.value.Value;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Words sentences about Git and the cluster for two clusters.
///
/// Rules speak of `Git` and `the cluster` outside of the values that they quote. Where an object
/// holds these words itself, a sentence about it is not reworded but replaced by a plain one, so
/// that no quoted value is changed.
final class ClusterWording {
  private static final Pattern WORDS =
      Pattern.compile(
          "is declared in Git but missing from the cluster|, but Git declares that it should\\b"
              + "|\\bGit does not declare\\b|\\bGit declares\\b|\\bunlike in Git\\b|\\bGit\\b"
              + "|\\b[Tt]he cluster\\b");

  private final Sides sides;

  ClusterWording(Sides sides) {
    this.sides = sides;
  }

  /// A sentence that quotes no value.
  String sentence(String text) {
    return sentence(text, false);
  }

  /// @param mapped whether the expected value is not the first cluster's own, but its counterpart
  private String sentence(String text, boolean mapped) {
    Matcher matcher = WORDS.matcher(text);
    StringBuilder reworded = new StringBuilder();
    while (matcher.find()) {
      matcher.appendReplacement(reworded, Matcher.quoteReplacement(word(matcher.group(), mapped)));
    }
    return matcher.appendTail(reworded).toString();
  }

  private String word(String found, boolean mapped) {
    return switch (found) {
      case "is declared in Git but missing from the cluster" ->
          "is in %s but not in %s".formatted(sides.expected(), sides.judged());
      case "Git does not declare" -> sides.expected() + " does not have";
      case "Git declares" -> sides.expected() + (mapped ? " calls for" : " has");
      case ", but Git declares that it should" -> ", unlike in " + sides.expected();
      case "unlike in Git" -> "unlike in " + sides.expected();
      case "Git" -> sides.expected();
      default -> sides.judged();
    };
  }

  /// What is said of a difference. Which side is right is not known, so that no command is given,
  /// and no file says it.
  ///
  /// @param mapped whether the expected value is not the first cluster's own, but its counterpart
  Finding.Drift finding(
      Finding.Drift drift,
      Optional<DeclaredObject> expected,
      Optional<LiveResource> judged,
      boolean mapped) {
    boolean quotes =
        expected.map(DeclaredObject::content).filter(ClusterWording::hasWords).isPresent()
            || judged.map(LiveResource::content).filter(ClusterWording::hasWords).isPresent()
            || hasWords(drift.resource().id());
    return new Finding.Drift(
        drift.fingerprint(),
        drift.rule(),
        drift.category(),
        drift.severity(),
        drift.change(),
        drift.resource(),
        drift.path(),
        drift.desired(),
        drift.live(),
        drift.with(),
        message(drift, expected, mapped, quotes),
        remedy(drift),
        Optional.empty(),
        Optional.empty(),
        drift.attribution());
  }

  private String message(
      Finding.Drift drift, Optional<DeclaredObject> expected, boolean mapped, boolean quotes) {
    if (drift.change() == Change.MISSING
        && expected.filter(it -> !it.id().equals(it.object().id())).isPresent()) {
      return "it is in %s as %s, but not in %s"
          .formatted(sides.expected(), expected.get().object().id(), sides.judged());
    }
    return quotes ? plain(drift) : sentence(drift.message(), mapped);
  }

  private String plain(Finding.Drift drift) {
    return switch (drift.change()) {
      case MISSING -> "it is in %s but not in %s".formatted(sides.expected(), sides.judged());
      case UNMANAGED, ADDED ->
          "it is in %s but not in %s".formatted(sides.judged(), sides.expected());
      case REMOVED -> "it is in %s but not in %s".formatted(sides.expected(), sides.judged());
      case CHANGED, DEFAULT_CHANGED ->
          "%s has another value than %s".formatted(sides.judged(), sides.expected());
      case REORDERED -> "%s has another order than %s".formatted(sides.judged(), sides.expected());
    };
  }

  private String remedy(Finding.Drift drift) {
    return switch (drift.change()) {
      case MISSING ->
          "Create it in %s, or remove it from %s; if it has another name there, map it (--mapping)."
              .formatted(sides.judged(), sides.expected());
      case UNMANAGED ->
          "Create it in %s, or remove it from %s; if it has another name there, map it (--mapping)."
              .formatted(sides.expected(), sides.judged());
      case ADDED, REMOVED, CHANGED, DEFAULT_CHANGED, REORDERED ->
          "Make both the same; if they must differ, add that to the mapping (--mapping).";
    };
  }

  private static boolean hasWords(ResourceId id) {
    return WORDS.matcher(id.toString()).find();
  }

  private static boolean hasWords(Value value) {
    return switch (value) {
      case Value.Str(String text) -> WORDS.matcher(text).find();
      case Value.Obj(Map<String, Value> fields) ->
          fields.entrySet().stream()
              .anyMatch(it -> WORDS.matcher(it.getKey()).find() || hasWords(it.getValue()));
      case Value.Arr(var items) -> items.stream().anyMatch(ClusterWording::hasWords);
      case Value.Num _, Value.Bool _, Value.Null _, Value.Masked _ -> false;
    };
  }
}
