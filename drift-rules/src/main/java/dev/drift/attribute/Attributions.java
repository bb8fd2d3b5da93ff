package dev.drift.attribute;

import static java.util.Objects.requireNonNull;

import dev.drift.finding.Attribution;
import dev.drift.finding.Attribution.Confidence;
import dev.drift.model.Change;
import dev.drift.model.Difference;
import dev.drift.model.FieldOwner;
import dev.drift.model.LiveResource;
import dev.drift.model.LiveState;
import dev.drift.secret.Redactor;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/// Names who made a difference: by the request log where it has the request, else by
/// `managedFields`.
public final class Attributions {
  /// `managedFields` has whole seconds, and the log when the answer was sent.
  private static final Duration CLOSE = Duration.ofSeconds(2);

  private final RequestLog log;
  private final Instant takenAt;
  private final Redactor redactor;
  private final boolean masked;

  private Attributions(RequestLog log, Instant takenAt, Redactor redactor, boolean masked) {
    this.log = requireNonNull(log, "log is null");
    this.takenAt = requireNonNull(takenAt, "takenAt is null");
    this.redactor = requireNonNull(redactor, "redactor is null");
    this.masked = masked;
  }

  /// @param redactor masks what the log says in words, and bodies as the live state is masked
  public static Attributions of(RequestLog log, LiveState live, Redactor redactor) {
    return new Attributions(log, live.takenAt(), redactor, live.keyId().isPresent());
  }

  /// @param live the resource; empty for MISSING
  public Attribution attribute(Difference difference, Optional<LiveResource> live) {
    List<LoggedRequest> events = log.of(difference.resource().id());
    if (live.isEmpty()) {
      return difference.change() == Change.MISSING ? deletion(events) : Attribution.UNKNOWN;
    }
    List<LoggedRequest> ofThisOne = since(live.get(), events);
    Optional<FieldOwner> owner = FieldOwners.owner(difference, live.get());
    Optional<Attribution> found =
        difference.change() == Change.UNMANAGED
            ? creation(ofThisOne)
            : write(difference, live.get(), ofThisOne, owner);
    return found.orElseGet(() -> FieldOwners.attribute(difference, live.get()));
  }

  private Attribution deletion(List<LoggedRequest> events) {
    return events.stream()
        .filter(event -> event.deletes() || event.creates())
        // What was created after the cluster was read was missing then all the same.
        .filter(event -> event.deletes() || !event.time().isAfter(takenAt))
        .findFirst()
        .filter(LoggedRequest::deletes)
        .map(
            event ->
                of(
                    event,
                    event.deletesMany() ? Confidence.LIKELY : Confidence.PROVEN,
                    Optional.empty()))
        .orElse(Attribution.UNKNOWN);
  }

  private Optional<Attribution> creation(List<LoggedRequest> events) {
    return events.stream()
        .filter(LoggedRequest::creates)
        .findFirst()
        .map(event -> of(event, Confidence.PROVEN, Optional.empty()));
  }

  private Optional<Attribution> write(
      Difference difference,
      LiveResource live,
      List<LoggedRequest> events,
      Optional<FieldOwner> owner) {
    RequestBodyReader bodies =
        new RequestBodyReader(
            live.ref(),
            SoughtValue.of(difference, live, redactor),
            masked ? Optional.of(redactor) : Optional.empty());
    return new Trace(bodies, takenAt, event -> isBy(event, owner))
        .find(events, difference.change() == Change.REMOVED)
        .map(found -> of(found.event(), found.confidence(), owner));
  }

  /// Without what happened to an earlier object of the same name.
  private static List<LoggedRequest> since(LiveResource live, List<LoggedRequest> events) {
    Instant created = live.created().orElse(Instant.MIN);
    return events.stream().filter(event -> !event.time().isBefore(created)).toList();
  }

  private static boolean isBy(LoggedRequest event, Optional<FieldOwner> owner) {
    return owner
        .filter(o -> o.manager().equals(event.manager()))
        .flatMap(FieldOwner::time)
        .filter(time -> Duration.between(time, event.time()).abs().compareTo(CLOSE) <= 0)
        .isPresent();
  }

  private Attribution of(LoggedRequest event, Confidence confidence, Optional<FieldOwner> owner) {
    return new Attribution(
        event.deletes() ? "" : redactor.text(event.manager()),
        owner
            .filter(o -> o.manager().equals(event.manager()))
            .map(FieldOwner::operation)
            .orElse(""),
        Optional.of(event.time()),
        confidence,
        Optional.of(
            new Attribution.Request(
                redactor.text(event.user()),
                redactor.text(event.actingAs()),
                event.verb(),
                redactor.text(event.tool()))));
  }
}
