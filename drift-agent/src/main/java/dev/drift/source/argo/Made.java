package dev.drift.source.argo;

import dev.drift.model.Manifest;
import dev.drift.model.Problem;
import dev.drift.model.Skipped;
import dev.drift.model.Unrendered;
import dev.drift.policy.Ignore;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/// What came of rendering one source or Application.
///
/// @param elsewhere what is declared and not compared, such as hooks
/// @param covered files and folders, without the prefix, that are part of it
record Made(
    List<Manifest> manifests,
    List<Manifest> elsewhere,
    List<Unrendered> unrendered,
    List<Problem> problems,
    List<Skipped> skipped,
    List<Ignore> ignores,
    Set<String> covered,
    List<String> programs) {
  static final Made NOTHING = covering(Set.of());

  Made {
    manifests = List.copyOf(manifests);
    elsewhere = List.copyOf(elsewhere);
    unrendered = List.copyOf(unrendered);
    problems = List.copyOf(problems);
    skipped = List.copyOf(skipped);
    ignores = List.copyOf(ignores);
    covered = Set.copyOf(covered);
    programs = List.copyOf(programs);
  }

  static Made covering(Set<String> covered) {
    return new Made(List.of(), List.of(), List.of(), List.of(), covered, List.of());
  }

  static Made unrendered(Unrendered one) {
    return new Made(List.of(), List.of(one), List.of(), List.of(), Set.of(), List.of());
  }

  /// What a source makes, before Argo CD changes it.
  Made(
      List<Manifest> manifests,
      List<Unrendered> unrendered,
      List<Problem> problems,
      List<Skipped> skipped,
      Set<String> covered,
      List<String> programs) {
    this(manifests, List.of(), unrendered, problems, skipped, List.of(), covered, programs);
  }

  Made with(List<Manifest> others, List<Skipped> leftOut) {
    return new Made(
        others,
        elsewhere,
        unrendered,
        problems,
        join(skipped, leftOut),
        ignores,
        covered,
        programs);
  }

  Made declaring(List<Manifest> others) {
    return new Made(
        manifests,
        join(elsewhere, others),
        unrendered,
        problems,
        skipped,
        ignores,
        covered,
        programs);
  }

  Made ignoring(List<Ignore> more, List<Problem> wrong) {
    return new Made(
        manifests,
        elsewhere,
        unrendered,
        join(problems, wrong),
        skipped,
        join(ignores, more),
        covered,
        programs);
  }

  Made and(Made more) {
    Set<String> both = new TreeSet<>(covered);
    both.addAll(more.covered);
    return new Made(
        join(manifests, more.manifests),
        join(elsewhere, more.elsewhere),
        join(unrendered, more.unrendered),
        join(problems, more.problems),
        join(skipped, more.skipped),
        join(ignores, more.ignores),
        both,
        join(programs, more.programs));
  }

  private static <T> List<T> join(List<T> some, List<T> more) {
    List<T> all = new ArrayList<>(some);
    all.addAll(more);
    return all;
  }
}
