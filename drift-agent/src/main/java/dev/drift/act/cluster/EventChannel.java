package dev.drift.act.cluster;

import dev.drift.act.cluster.ClusterObjects.Result;
import dev.drift.finding.Finding;
import dev.drift.finding.text.FindingText;
import dev.drift.finding.text.OneLine;
import dev.drift.kubernetes.http.ParallelRequests;
import dev.drift.model.ResourceId;
import dev.drift.model.ResourceRef;
import dev.drift.model.Sha256;
import dev.drift.model.kind.ApiKind;
import dev.drift.model.kind.GroupKind;
import dev.drift.model.value.Value;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/// One Event for each object with findings, in its namespace, which `kubectl describe` shows. An
/// Event that is there already is counted, as long as it says the same; API servers delete Events
/// that are not counted for an hour, so that no Event outlives its findings for long.
public final class EventChannel {
  /// Of the worst objects: every Event costs three requests.
  static final int MOST_OBJECTS = 100;

  private static final String API_VERSION = "events.k8s.io/v1";
  private static final int LONGEST_NOTE = 1024;

  /// `MicroTime` of Kubernetes.
  private static final DateTimeFormatter MICRO =
      DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss.SSSSSS'Z'", Locale.ROOT)
          .withZone(ZoneOffset.UTC);

  /// Few, because API servers limit Events more than anything else.
  private static final int AT_ONCE = 4;

  private final ClusterObjects objects;

  public EventChannel(ClusterObjects objects) {
    this.objects = objects;
  }

  /// @param findings the worst first
  /// @return what went wrong: second halves of sentences
  public List<String> announce(List<Finding> findings, Instant now) {
    if (findings.isEmpty()) {
      return List.of();
    }
    Optional<ApiKind> events = objects.kind(API_VERSION, "Event");
    if (events.isEmpty()) {
      return List.of("the cluster does not serve %s".formatted(API_VERSION));
    }
    Map<ResourceRef, List<Finding>> byObject = new LinkedHashMap<>();
    for (Finding finding : findings) {
      byObject.computeIfAbsent(finding.resource(), _ -> new java.util.ArrayList<>()).add(finding);
    }
    List<Map.Entry<ResourceRef, List<Finding>>> worst =
        byObject.entrySet().stream().limit(MOST_OBJECTS).toList();
    return ParallelRequests.map(
            worst, AT_ONCE, one -> event(events.get(), one.getKey(), one.getValue(), now))
        .stream()
        .flatMap(Optional::stream)
        .distinct()
        .limit(3)
        .toList();
  }

  private Optional<String> event(
      ApiKind events, ResourceRef object, List<Finding> findings, Instant now) {
    String note = note(findings);
    String namespace = object.id().namespace().isEmpty() ? "default" : object.id().namespace();
    ResourceId id =
        new ResourceId(
            GroupKind.of(API_VERSION, "Event"), namespace, "drift." + hash(object, note));
    return switch (objects.get(events, id)) {
      case Result.Missing() ->
          objects.create(events, namespace, created(id, object, findings, note, now));
      case Result.Found(Value.Obj event) ->
          objects.set(events, id, event, Value.Obj.EMPTY.with("series", counted(event, now)));
      case Result.Failed(String why) -> Optional.of("an Event could not be read: " + why);
    };
  }

  /// A series starts with the second:
  /// <https://kubernetes.io/docs/reference/kubernetes-api/cluster-resources/event-v1/>.
  private static Value.Obj counted(Value.Obj event, Instant now) {
    long count = event.object("series").number("count").orElse(BigDecimal.ONE).longValue();
    return Value.Obj.EMPTY
        .with("count", Value.Num.of(Math.max(1, count) + 1))
        .with("lastObservedTime", Value.of(MICRO.format(now)));
  }

  private Value.Obj created(
      ResourceId id, ResourceRef object, List<Finding> findings, String note, Instant now) {
    return Value.Obj.EMPTY
        .with("apiVersion", Value.of(API_VERSION))
        .with("kind", Value.of("Event"))
        .with(
            "metadata",
            Value.Obj.EMPTY
                .with("name", Value.of(id.name()))
                .with("namespace", Value.of(id.namespace()))
                .with(
                    "labels",
                    Value.Obj.EMPTY.with(
                        ClusterObjects.MANAGED_BY, Value.of(ClusterObjects.DRIFT))))
        .with("eventTime", Value.of(MICRO.format(now)))
        .with("reportingController", Value.of("drift.dev/drift"))
        .with("reportingInstance", Value.of("drift"))
        .with("action", Value.of("Compare"))
        .with(
            "reason",
            Value.of(findings.getFirst() instanceof Finding.Drift ? "Drifted" : "PostureFinding"))
        .with("type", Value.of("Warning"))
        .with("note", Value.of(note))
        .with("regarding", regarding(object));
  }

  private Value.Obj regarding(ResourceRef object) {
    Value.Obj reference =
        Value.Obj.EMPTY
            .with("apiVersion", Value.of(object.apiVersion()))
            .with("kind", Value.of(object.id().kind()))
            .with("name", Value.of(object.id().name()));
    if (!object.id().namespace().isEmpty()) {
      reference = reference.with("namespace", Value.of(object.id().namespace()));
    }
    Value.Obj known = reference;
    // `kubectl describe` looks for Events by the UID.
    return objects
        .kind(object.apiVersion(), object.id().kind())
        .flatMap(kind -> objects.uid(kind, object.id()))
        .map(uid -> known.with("uid", Value.of(uid)))
        .orElse(known);
  }

  private static String note(List<Finding> findings) {
    StringBuilder note = new StringBuilder();
    for (Finding finding : findings) {
      note.append(note.isEmpty() ? "" : " | ")
          .append(finding.severity().label())
          .append(' ')
          .append(finding.rule())
          .append(": ")
          .append(FindingText.of(finding).message());
    }
    return OneLine.of(note.toString(), bytes(note.toString()));
  }

  /// The limit is one of bytes.
  private static int bytes(String note) {
    int length = note.getBytes(StandardCharsets.UTF_8).length;
    return length <= LONGEST_NOTE ? LONGEST_NOTE : LONGEST_NOTE / 4;
  }

  private static String hash(ResourceRef object, String note) {
    return Sha256.hex(
            String.join(
                "\0",
                object.apiVersion(),
                object.id().kind(),
                object.id().namespace(),
                object.id().name(),
                note))
        .substring(0, 32);
  }
}
