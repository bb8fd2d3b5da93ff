package dev.drift.act.adopt;

import static java.util.Objects.requireNonNull;

import dev.drift.act.adopt.AdoptableSource.Destination;
import dev.drift.finding.text.FindingText;
import dev.drift.model.Change;
import dev.drift.plan.Act;
import dev.drift.plan.Cause;
import dev.drift.plan.Outcome;
import dev.drift.plan.Rewrite;
import dev.drift.plan.Rewrites;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;

/// Carries out acts that write into Git: on a branch, with a request, or into the files of a
/// folder.
public final class AdoptActs {
  private final Map<String, AdoptableSource> sources;
  private final Rewrites rewrites;
  private final Adopter adopter;
  private final String run;
  private final InstantSource clock;

  /// @param rewrites works out changes of a folder again, because an earlier act of the run may
  ///     have changed the same file
  /// @param run identifies the run
  public AdoptActs(
      List<AdoptableSource> sources,
      Rewrites rewrites,
      Adopter adopter,
      String run,
      InstantSource clock) {
    this.sources =
        sources.stream().collect(Collectors.toMap(AdoptableSource::name, Function.identity()));
    this.rewrites = requireNonNull(rewrites, "rewrites is null");
    this.adopter = requireNonNull(adopter, "adopter is null");
    this.run = requireNonNull(run, "run is null");
    this.clock = requireNonNull(clock, "clock is null");
  }

  /// @param beforeChange is called once, before anything is changed
  public Outcome carryOut(Act.Adopt act, Runnable beforeChange) {
    return switch (destination(act)) {
      case Destination.Branch(AdoptionRequest.Source branch) ->
          outcome(adopter.publish(request(act, branch), beforeChange));
      case Destination.Folder(var root) -> write(act, new FolderWriter(root), beforeChange);
      case Destination.None(String why) -> new Outcome(Outcome.Kind.REFUSED, why);
    };
  }

  /// Whether the act changes what the source is read from.
  public boolean isIntoFolder(Act.Adopt act) {
    return destination(act) instanceof Destination.Folder;
  }

  private Destination destination(Act.Adopt act) {
    return requireNonNull(sources.get(act.rewrite().source()), "the source is not of this run")
        .destination();
  }

  private Outcome write(Act.Adopt act, FolderWriter folder, Runnable beforeChange) {
    return switch (rewrites.of(
        act.resource(), act.causes().stream().map(Cause::difference).toList())) {
      case Rewrites.Answer.Refused(String why) -> new Outcome(Outcome.Kind.CHANGED_SINCE, why);
      case Rewrites.Answer.Possible(Rewrite rewrite) -> {
        beforeChange.run();
        yield folder.write(rewrite.files(), String.join(", ", rewrite.shown()));
      }
    };
  }

  private AdoptionRequest request(Act.Adopt act, AdoptionRequest.Source source) {
    String object = act.resource().toString();
    return new AdoptionRequest(
        source,
        new AdoptionRequest.Group(act.resource().id().toString(), object),
        act.rewrite().files(),
        act.causes().stream().map(cause -> change(object, cause)).toList(),
        act.causes().stream()
            .filter(cause -> cause.decision().rule().isPresent())
            .map(Cause::authority)
            .findFirst(),
        run,
        clock.instant());
  }

  private static AdoptedChange change(String object, Cause cause) {
    FindingText text = FindingText.of(cause.finding());
    return new AdoptedChange(
        cause.finding().fingerprint(),
        object,
        text.where(),
        text.git()
            .orElse(cause.difference().change() == Change.MISSING ? "declared" : "not declared"),
        text.live().orElse(cause.difference().change() == Change.MISSING ? "missing" : "there"),
        text.who(),
        cause.finding().rule());
  }

  private static Outcome outcome(Publication publication) {
    return switch (publication) {
      case Publication.Published(String branch, String target, String commit, var link) ->
          new Outcome(
              Outcome.Kind.DONE,
              "pushed %s (%s) for %s%s".formatted(branch, shortened(commit), target, said(link)));
      case Publication.Unchanged(String branch, String target, String commit, var link) ->
          new Outcome(
              Outcome.Kind.ALREADY_DONE,
              "the branch %s (%s) for %s has it%s"
                  .formatted(branch, shortened(commit), target, said(link)));
      case Publication.AlreadyInGit(String target, String commit) ->
          new Outcome(
              Outcome.Kind.ALREADY_DONE,
              "%s has it already, since %s at the latest".formatted(target, shortened(commit)));
      case Publication.Refused(String reason) ->
          new Outcome(Outcome.Kind.REFUSED, HalfSentence.of(reason));
      case Publication.Unknown(String reason) ->
          new Outcome(Outcome.Kind.UNKNOWN, HalfSentence.of(reason));
    };
  }

  private static String said(Publication.Link link) {
    return switch (link) {
      case Publication.Link.Opened(String url) -> "; opened " + url;
      case Publication.Link.Edited(String url) -> "; updated " + url;
      case Publication.Link.Open(String url) -> "; " + url + " is open";
      case Publication.Link.None(String what) -> ". " + HalfSentence.of(what);
    };
  }

  private static String shortened(String commit) {
    return commit.substring(0, Math.min(commit.length(), 12));
  }
}
