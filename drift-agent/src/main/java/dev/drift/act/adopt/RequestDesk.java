package dev.drift.act.adopt;

import dev.drift.act.adopt.Publication.Link;
import dev.drift.forge.Answer;
import dev.drift.forge.ForgeProject;
import dev.drift.forge.request.Draft;
import dev.drift.forge.request.Request;
import dev.drift.forge.request.Requests;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// The requests of one branch at its forge.
final class RequestDesk {
  private final ForgeProject project;
  private final Requests requests;
  private final Runnable beforeChange;

  /// @param beforeChange is called before anything is opened or edited
  RequestDesk(ForgeProject project, Requests requests, Runnable beforeChange) {
    this.project = project;
    this.requests = requests;
    this.beforeChange = beforeChange;
  }

  /// Why the branch must not be touched: a person closed its request, or the forge cannot be asked
  /// whether one did.
  Optional<String> objection(String branch, Set<String> fingerprints) {
    return switch (requests.from(branch)) {
      case Answer.Refused<List<Request>>(String reason) -> Optional.of(notAsked(branch, reason));
      case Answer.Unknown<List<Request>>(String reason) -> Optional.of(notAsked(branch, reason));
      case Answer.Ok<List<Request>>(List<Request> found) ->
          open(found).isPresent()
              ? Optional.empty()
              : found.stream()
                  .findFirst()
                  .filter(newest -> newest.state() == Request.State.CLOSED)
                  .filter(newest -> isAbout(newest, fingerprints))
                  .map(
                      newest ->
                          "The %s %s was closed without a merge; reopen it, or revert the change in the cluster."
                              .formatted(project.noun(), newest.link()));
    };
  }

  private String notAsked(String branch, String reason) {
    return "%s could not be asked for requests of the branch %s, so nothing was pushed: %s."
        .formatted(project.forge(), branch, HalfSentence.of(reason));
  }

  /// A request whose marker is gone is about whatever its branch is about.
  private static boolean isAbout(Request request, Set<String> fingerprints) {
    return Marker.of(request.body())
        .map(marker -> marker.fingerprints().stream().anyMatch(fingerprints::contains))
        .orElse(true);
  }

  private static Optional<Request> open(List<Request> found) {
    return found.stream().filter(one -> one.state() == Request.State.OPEN).findFirst();
  }

  /// Sees to it that the branch has one open request. Asks again after a failure, because another
  /// agent may have been faster, or the answer may have been lost.
  Link settle(Draft draft) {
    Optional<Request> before = find(draft.branch());
    if (before.isPresent()) {
      return update(before.get(), draft);
    }
    beforeChange.run();
    return switch (requests.open(draft)) {
      case Answer.Ok<Request>(Request opened) -> new Link.Opened(opened.link());
      case Answer.Refused<Request>(String reason) -> afterFailure(draft, "refused", reason);
      case Answer.Unknown<Request>(String reason) -> afterFailure(draft, "did not confirm", reason);
    };
  }

  private Link afterFailure(Draft draft, String what, String reason) {
    Optional<Request> now = find(draft.branch());
    return now.isPresent()
        ? update(now.get(), draft)
        : new Link.None(
            "%s %s the %s: %s. The next run tries again, or open it at %s"
                .formatted(
                    project.forge(),
                    what,
                    project.noun(),
                    HalfSentence.of(reason),
                    project.newRequest(draft.branch(), draft.target())));
  }

  private Optional<Request> find(String branch) {
    return requests.from(branch) instanceof Answer.Ok<List<Request>>(List<Request> found)
        ? open(found)
        : Optional.empty();
  }

  /// What a person has edited stays as it is.
  private Link update(Request request, Draft draft) {
    boolean same =
        request.title().equals(draft.title())
            && request.body().replace("\r\n", "\n").strip().equals(draft.body().strip());
    boolean own =
        Marker.of(request.body())
            .filter(marker -> marker.isOf(request.title(), request.body()))
            .isPresent();
    if (same || !own) {
      return new Link.Open(request.link());
    }
    beforeChange.run();
    return requests.edit(request, draft.title(), draft.body()) instanceof Answer.Ok<Request>
        ? new Link.Edited(request.link())
        : new Link.Open(request.link());
  }
}
