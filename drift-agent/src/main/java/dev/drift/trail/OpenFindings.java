package dev.drift.trail;

import dev.drift.finding.Finding;
import dev.drift.finding.Report;
import dev.drift.finding.group.Member;
import dev.drift.finding.group.Seen;
import dev.drift.model.ResourceId;
import dev.drift.model.kind.GroupKind;
import dev.drift.model.value.Value;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/// The findings that are open after the runs of a trail up to a record. The trail says which began
/// and which ended, so that this can always be made again of it.
///
/// @param seq of the last run record that is in it; 0 for none
/// @param findings by fingerprint
public record OpenFindings(long seq, Map<String, One> findings) {
  public static final OpenFindings NONE = new OpenFindings(0, Map.of());

  /// @param home the namespace of its resource
  /// @param since when it was first seen
  public record One(Member member, String home, Instant since) {}

  /// What a run changed.
  ///
  /// @param opened findings that were not open
  public record Change(List<Finding> opened, List<RunBody.Ended> ended) {}

  public OpenFindings {
    findings = Map.copyOf(findings);
  }

  /// A finding that a run does not report ends only if the run looked where it was.
  ///
  /// @param namespaces the only ones that the run compared; empty for all
  /// @param blindRules codes of posture rules that did not look, besides those of the coverage
  /// @param undone findings that the run saw first, and that were gone at its end
  public Change changedBy(
      Report report,
      Collection<String> namespaces,
      Set<String> blindRules,
      Collection<Finding> undone) {
    // Runs about some namespaces leave the findings of others alone, so for those that they
    // concern they are whole.
    Seen seen = Seen.of(report, true, blindRules);
    Map<String, Finding> found = new LinkedHashMap<>();
    undone.forEach(it -> found.put(it.fingerprint(), it));
    report.findings().forEach(it -> found.put(it.fingerprint(), it));
    List<Finding> opened =
        found.values().stream().filter(it -> !findings.containsKey(it.fingerprint())).toList();
    Map<String, One> all = new TreeMap<>(findings);
    opened.forEach(it -> all.put(it.fingerprint(), one(it, report.run().startedAt())));
    List<RunBody.Ended> ended =
        all.values().stream()
            .filter(it -> namespaces.isEmpty() || namespaces.contains(it.home()))
            .filter(it -> seen.gone(it.member()))
            .map(it -> new RunBody.Ended(it.member().fingerprint(), it.since()))
            .toList();
    return new Change(opened, ended);
  }

  private static One one(Finding finding, Instant since) {
    return new One(Member.of(finding), finding.resource().id().home(), since);
  }

  /// After a run record, in the order of the trail.
  public OpenFindings after(TrailRecord run) {
    Value.Obj body = run.content();
    Map<String, One> now = new LinkedHashMap<>(findings);
    Instant since = body.text("startedAt").flatMap(RecordTime::parse).orElse(run.time());
    for (Value.Obj opened : body.objects("opened")) {
      Member member = member(opened);
      now.putIfAbsent(
          member.fingerprint(),
          new One(member, member.resource().map(ResourceId::home).orElse(""), since));
    }
    for (Value.Obj ended : body.objects("ended")) {
      now.remove(ended.text("fingerprint").orElse(""));
    }
    return new OpenFindings(run.seq(), now);
  }

  private static Member member(Value.Obj finding) {
    Value.Obj resource = finding.object("resource");
    return new Member(
        finding.text("fingerprint").orElse(""),
        Optional.of(
            new ResourceId(
                GroupKind.of(
                    resource.text("apiVersion").orElse(""), resource.text("kind").orElse("")),
                resource.text("namespace").orElse(""),
                resource.text("name").orElse(""))),
        finding.text("rule").orElse(""),
        finding.text("kind").equals(Optional.of("posture")));
  }

  /// To be kept, so that not the whole trail is read again.
  public Value.Obj document() {
    List<Value> items = new ArrayList<>();
    for (One one : new TreeMap<>(findings).values()) {
      ResourceId resource = one.member().resource().orElseThrow();
      items.add(
          Value.Obj.EMPTY
              .with("fingerprint", Value.of(one.member().fingerprint()))
              .with("kind", Value.of(one.member().posture() ? "posture" : "drift"))
              .with("rule", Value.of(one.member().rule()))
              .with(
                  "resource",
                  Value.Obj.EMPTY
                      .with("apiVersion", Value.of(apiVersion(resource.groupKind())))
                      .with("kind", Value.of(resource.kind()))
                      .with("namespace", Value.of(resource.namespace()))
                      .with("name", Value.of(resource.name())))
              .with("home", Value.of(one.home()))
              .with("since", Value.of(RecordTime.text(one.since()))));
    }
    return Value.Obj.EMPTY.with("seq", Value.Num.of(seq)).with("findings", new Value.Arr(items));
  }

  /// Any version: only the group counts.
  private static String apiVersion(GroupKind kind) {
    return kind.group().isEmpty() ? "v1" : kind.group() + "/v1";
  }

  public static OpenFindings of(Value.Obj document) {
    Map<String, One> findings = new LinkedHashMap<>();
    for (Value.Obj item : document.objects("findings")) {
      Member member = member(item);
      findings.put(
          member.fingerprint(),
          new One(
              member,
              item.text("home").orElse(""),
              item.text("since").flatMap(RecordTime::parse).orElse(Instant.EPOCH)));
    }
    return new OpenFindings(Math.max(0, Segment.number(document, "seq")), findings);
  }
}
