package dev.drift.act.adopt;

import static java.util.stream.Collectors.toCollection;

import dev.drift.act.adopt.Publication.Link;
import dev.drift.act.commit.Authorship;
import dev.drift.forge.Forge;
import dev.drift.forge.ForgeProject;
import dev.drift.forge.request.Draft;
import dev.drift.forge.request.Forges;
import dev.drift.forge.request.Requests;
import dev.drift.git.Publisher;
import dev.drift.git.publish.Change;
import dev.drift.git.publish.Pushed;
import dev.drift.git.publish.RemoteRefs;
import dev.drift.git.remote.GitSettings;
import dev.drift.git.repository.SafeText;
import dev.drift.model.DriftException;
import dev.drift.model.Problem;
import dev.drift.model.branch.BranchName;
import dev.drift.model.branch.ChangeBranch;
import dev.drift.net.http.Patience;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/// Publishes adopted files: a branch, a commit, a request. Whatever an earlier run has done, also
/// one that was killed, is found again on the servers, so that it is done once.
public final class Adopter {
  private final GitSettings git;
  private final Path folder;
  private final Patience.Waits waits;
  private final InstantSource clock;

  /// @param folder that relative files of the configuration are counted from
  public Adopter(GitSettings git, Path folder, Patience.Waits waits, InstantSource clock) {
    this.git = git;
    this.folder = folder;
    this.waits = waits;
    this.clock = clock;
  }

  /// What cannot be done is refused.
  ///
  /// @param beforeChange is called before anything is pushed or asked of a forge; if it fails, so
  ///     does this
  public Publication publish(AdoptionRequest request, Runnable beforeChange) {
    Optional<ForgeProject> project =
        ForgeProject.of(request.source().repo(), request.source().forge());
    try {
      Optional<Forge> forge =
          project.flatMap(
              _ -> Forge.of(request.source().forge(), folder, git.environment(), waits, clock));
      if (forge.isEmpty()) {
        return publish(request, project, Optional.empty(), beforeChange);
      }
      try (Requests requests = Forges.requests(project.orElseThrow(), forge.get())) {
        return publish(
            request,
            project,
            Optional.of(new RequestDesk(project.orElseThrow(), requests, beforeChange)),
            beforeChange);
      }
    } catch (DriftException e) {
      return new Publication.Refused(
          e.problems().stream().map(Problem::message).collect(Collectors.joining(" ")));
    }
  }

  private Publication publish(
      AdoptionRequest request,
      Optional<ForgeProject> project,
      Optional<RequestDesk> desk,
      Runnable beforeChange) {
    AdoptionRequest.Source source = request.source();
    Publisher publisher = new Publisher(git, beforeChange);
    RemoteRefs refs = publisher.refs(source.repo());
    Optional<String> running = RunningBranch.of(source, refs);
    if (running.isEmpty()) {
      return new Publication.Refused(
          source
              .revision()
              .map(
                  revision ->
                      "The source is read at %s, which is not a branch, and not exactly one branch is at its commit; set revision to the branch that the cluster runs."
                          .formatted(SafeText.of(revision)))
              .orElse(
                  "The repository does not name its default branch; set revision to the branch that the cluster runs."));
    }
    ChangeBranch branch =
        ChangeBranch.of(
            source.schemes(),
            refs.branches().keySet(),
            running.get(),
            BranchName.topic(request.group().label(), request.group().key()));
    Set<String> fingerprints =
        request.changes().stream()
            .map(AdoptedChange::fingerprint)
            .collect(toCollection(TreeSet::new));
    Optional<String> objection = desk.flatMap(it -> it.objection(branch.name(), fingerprints));
    if (objection.isPresent()) {
      return new Publication.Refused(objection.get());
    }
    AdoptionText text = new AdoptionText(request);
    Pushed pushed = publisher.publish(source.repo(), change(request, branch, text));
    return switch (pushed) {
      case Pushed.Refused(String reason) -> new Publication.Refused(reason);
      case Pushed.Unknown(String reason) -> new Publication.Unknown(reason);
      case Pushed.InTarget(String commit) -> new Publication.AlreadyInGit(branch.target(), commit);
      case Pushed.Published(String commit, boolean _) ->
          new Publication.Published(
              branch.name(),
              branch.target(),
              commit,
              link(branch, text, fingerprints, project, desk));
      case Pushed.Unchanged(String commit) -> {
        Link link = link(branch, text, fingerprints, project, desk);
        yield link instanceof Link.Opened || link instanceof Link.Edited
            ? new Publication.Published(branch.name(), branch.target(), commit, link)
            : new Publication.Unchanged(branch.name(), branch.target(), commit, link);
      }
    };
  }

  private static Link link(
      ChangeBranch branch,
      AdoptionText text,
      Set<String> fingerprints,
      Optional<ForgeProject> project,
      Optional<RequestDesk> desk) {
    if (desk.isEmpty()) {
      return byHand(branch, project);
    }
    String title = text.subject();
    return desk.get()
        .settle(
            new Draft(
                branch.name(),
                branch.target(),
                title,
                Marker.mark(title, text.body(branch.target()), fingerprints)));
  }

  private static Link byHand(ChangeBranch branch, Optional<ForgeProject> project) {
    return new Link.None(
        project
            .map(
                it ->
                    "No token is configured (forge.token of the source); open the %s at %s"
                        .formatted(it.noun(), it.newRequest(branch.name(), branch.target())))
            .orElseGet(
                () ->
                    "No forge is configured (forge of the source); merge %s into %s, or open a request for it yourself."
                        .formatted(branch.name(), branch.target())));
  }

  private Change change(AdoptionRequest request, ChangeBranch branch, AdoptionText text) {
    Authorship author = Authorship.of(request.source().commits(), folder);
    return new Change(
        branch,
        request.source().commit(),
        request.files(),
        text.message(),
        author.identity(),
        request.time(),
        author.signing());
  }
}
