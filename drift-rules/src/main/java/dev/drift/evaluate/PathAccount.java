package dev.drift.evaluate;

import dev.drift.attribute.Attributions;
import dev.drift.attribute.FieldOwners;
import dev.drift.canonical.schema.Schemas;
import dev.drift.compare.Leaves;
import dev.drift.evaluate.comparison.ResourceComparison;
import dev.drift.finding.Account;
import dev.drift.finding.Account.Standing;
import dev.drift.finding.Attribution;
import dev.drift.judge.Judge;
import dev.drift.model.Change;
import dev.drift.model.Difference;
import dev.drift.model.LiveResource;
import dev.drift.model.Verdict;
import dev.drift.model.origin.Location;
import dev.drift.model.value.Path;
import dev.drift.model.value.Steps;
import dev.drift.model.value.Value;
import dev.drift.policy.Decisions;
import dev.drift.secret.Redactor;
import dev.drift.secret.Shown;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;

/// Accounts for a declared resource path by path. Each value of the live object is in an entry, or
/// below one.
final class PathAccount {
  private static final Set<Path> KEPT_BY_SERVER =
      Set.of(Path.of("status"), Path.of("metadata", "annotations", LiveResource.LAST_APPLIED));

  private final ResourceComparison done;
  private final Schemas schemas;
  private final Pass pass;
  private final Judge judge;
  private final Decisions decisions;
  private final Redactor redactor;
  private final Attributions attributions;
  private final Function<Path, Shown> shows;
  private final List<Account.Entry> entries = new ArrayList<>();

  PathAccount(ResourceComparison done, Pass pass, Redactor redactor, Attributions attributions) {
    this.done = done;
    this.schemas = pass.schemas();
    this.pass = pass;
    this.judge = pass.judge();
    this.decisions = pass.decisions();
    this.redactor = redactor;
    this.attributions = attributions;
    this.shows = redactor.shows(done.desired().ref(), done.live().content());
  }

  Account account() {
    Verdict verdict = drift();
    for (ResourceComparison.Accounted one : done.explained()) {
      explained(one.difference(), one.sentence());
    }
    for (Path path : done.comparison().pending()) {
      entries.add(
          new Account.Entry(
              redactor.path(path),
              Standing.PENDING,
              redactor.absent(),
              DeclaredVerdicts.PENDING,
              Optional.empty(),
              Attribution.UNKNOWN));
    }
    List<Path> told = new ArrayList<>();
    done.comparison().differences().forEach(difference -> told.add(difference.livePath()));
    Set<Path> once = new HashSet<>();
    for (Leaves.Leaf leaf : Leaves.of(schemas, done.schema().root(), done.live().content())) {
      if (told.stream().noneMatch(path -> covers(path, leaf.path()))) {
        leaf(leaf.path(), once);
      }
    }
    List<Account.Entry> sorted =
        withNotes().stream().sorted(Comparator.comparing(Account.Entry::path)).toList();
    return new Account(
        done.desired().ref(),
        verdict,
        sorted,
        Accounts.refusals(decisions.notes(false), done.desired().id()));
  }

  private static boolean covers(Path told, Path leaf) {
    return leaf.startsWith(told) || told.startsWith(leaf);
  }

  /// Adds what differs, reported or ignored.
  private Verdict drift() {
    ResourceResult result = pass.declared(done).decide(decisions);
    for (Judgement judgement : result.judgements()) {
      entries.add(Accounts.entry(judgement.attributed(attributions).decision(), judge));
    }
    return result.verdict().orElseThrow();
  }

  private void explained(Difference difference, String sentence) {
    if (difference.path().equals(difference.ofField().path())) {
      add(difference.path(), difference.livePath(), Standing.EXPLAINED, sentence);
      return;
    }
    entries.add(
        new Account.Entry(
            redactor.path(difference.path()),
            Standing.EXPLAINED,
            judge.live(difference, done.live().content()),
            sentence,
            Optional.empty(),
            FieldOwners.attribute(difference, done.live())));
  }

  private void leaf(Path path, Set<Path> once) {
    Optional<Path> kept = KEPT_BY_SERVER.stream().filter(path::startsWith).findFirst();
    if (Steps.at(path, done.normal()).isEmpty()) {
      Path shown = kept.orElse(path);
      if (once.add(shown)) {
        boolean zero = kept.isEmpty() && !path.startsWith(Path.of("metadata"));
        add(shown, shown, Standing.SERVER, zero ? "empty, which is the same as unset" : "");
      }
    } else if (stands(path, done.canonical().written())) {
      add(path, path, Standing.GIT, "");
    } else if (stands(path, done.canonical().content())) {
      add(path, path, Standing.DEFAULT, "");
    } else {
      add(path, path, Standing.UNACCOUNTED, "internal error in Drift: please report it");
    }
  }

  /// Items of lists in which order means nothing may stand elsewhere: then the list decides.
  private static boolean stands(Path path, Value.Obj content) {
    if (Steps.at(path, content).isPresent()) {
      return true;
    }
    for (int i = path.elements().size() - 1; i > 0; i--) {
      if (path.elements().get(i) instanceof Path.Index) {
        Path list = new Path(path.elements().subList(0, i));
        return Steps.at(list, content).isPresent();
      }
    }
    return false;
  }

  private void add(Path path, Path livePath, Standing standing, String because) {
    Optional<Value> value = Steps.at(livePath, done.live().content());
    boolean whole = KEPT_BY_SERVER.contains(livePath);
    entries.add(
        new Account.Entry(
            redactor.path(path),
            standing,
            whole ? redactor.absent() : shows.apply(livePath),
            because,
            standing == Standing.GIT ? Optional.of(origin(path)) : Optional.empty(),
            lastWriter(path, livePath, value)));
  }

  private Location origin(Path path) {
    return done.desired().manifest().origin().nearest(path, done.desired().manifest().content());
  }

  private Attribution lastWriter(Path path, Path livePath, Optional<Value> value) {
    return FieldOwners.attribute(
        new Difference(done.desired().ref(), Change.CHANGED, path, livePath, value, value, false),
        done.live());
  }

  /// Most of what Git says was written by whoever applies it. Where another wrote a value that is
  /// Git's, it was changed and given back.
  private List<Account.Entry> withNotes() {
    Map<String, Long> writers =
        entries.stream()
            .filter(entry -> entry.standing() == Standing.GIT)
            .map(entry -> entry.lastWriter().manager())
            .filter(manager -> !manager.isEmpty())
            .collect(Collectors.groupingBy(manager -> manager, Collectors.counting()));
    Optional<String> applier =
        writers.entrySet().stream().max(Map.Entry.comparingByValue()).map(Map.Entry::getKey);
    return entries.stream().map(entry -> withNote(entry, applier)).toList();
  }

  private static Account.Entry withNote(Account.Entry entry, Optional<String> applier) {
    String manager = entry.lastWriter().manager();
    boolean another =
        entry.standing() == Standing.GIT
            && !manager.isEmpty()
            && applier.filter(manager::equals).isEmpty();
    return another
        ? new Account.Entry(
            entry.path(),
            entry.standing(),
            entry.value(),
            "equal to Git, but last written by %s%s"
                .formatted(
                    manager, entry.lastWriter().time().map(time -> " at " + time).orElse("")),
            entry.origin(),
            entry.lastWriter())
        : entry;
  }
}
