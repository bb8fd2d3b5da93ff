package dev.drift.evaluate.coverage;

import dev.drift.canonical.schema.TypeTable;
import dev.drift.model.LiveState;
import dev.drift.model.MaskLevel;
import dev.drift.model.Problem;
import dev.drift.model.Unrendered;
import dev.drift.model.kind.GroupKind;
import dev.drift.secret.Redactor;
import dev.drift.world.World;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/// What could not be known of many resources at once: each told in one sentence.
public final class Gaps {
  private final Set<GroupKind> unread = new TreeSet<>();
  private final Set<GroupKind> makers = new TreeSet<>();
  private final Map<String, Integer> owners = new TreeMap<>();
  private final Map<Unrendered, Integer> unrendered = new LinkedHashMap<>();
  private boolean autoscalers;
  private boolean nodes;
  private boolean otherKey;

  /// None so far.
  public Gaps() {}

  public void add(Gap gap) {
    switch (gap) {
      case Gap.UnreadKind(GroupKind kind) -> unread.add(kind);
      case Gap.UnreadMaker(GroupKind kind) -> makers.add(kind);
      case Gap.UnverifiedOwner(String sentence) -> owners.merge(sentence, 1, Integer::sum);
      case Gap.MaybeDeclared(Unrendered where) -> unrendered.merge(where, 1, Integer::sum);
      case Gap.UnreadAutoscalers _ -> autoscalers = true;
      case Gap.UnreadNodes _ -> nodes = true;
      case Gap.OtherKey _ -> otherKey = true;
    }
  }

  private static String undeclared(int count) {
    return count == 1 ? "1 undeclared object" : count + " undeclared objects";
  }

  public List<Problem> problems(World world) {
    LiveState live = world.live();
    TypeTable table = world.table();
    Redactor redactor = world.redactor();
    List<Problem> problems = new ArrayList<>();
    for (GroupKind kind : unread) {
      problems.add(
          Problem.of(
              Problem.Code.KIND_NOT_READ,
              "the snapshot has no %s; record it with drift snapshot --repo, so that it contains every"
                      .formatted(kind)
                  + " kind that Git uses"));
    }
    for (GroupKind kind : makers) {
      problems.add(
          Problem.of(
              Problem.Code.KIND_NOT_READ,
              "undeclared objects may have been made by, or for, %s, which could not be read, so"
                      .formatted(kind)
                  + " Drift cannot tell whether they are unmanaged; allow listing that kind"));
    }
    owners.forEach(
        (sentence, count) ->
            problems.add(
                Problem.of(
                    Problem.Code.OWNER_NOT_READ, "%s: %s".formatted(undeclared(count), sentence))));
    unrendered.forEach(
        (files, count) ->
            problems.add(
                Problem.at(
                    files.place(),
                    Problem.Code.NOT_RENDERED,
                    "%s may be declared by this %s, so Drift does not call %s unmanaged"
                        .formatted(
                            undeclared(count), files.kind().label(), count == 1 ? "it" : "them"))));
    if (autoscalers) {
      problems.add(
          Problem.of(
              Problem.Code.KIND_NOT_READ,
              "VerticalPodAutoscalers could not be read, so the resources of Pods were not compared;"
                  + " allow listing that kind"));
    }
    if (nodes) {
      problems.add(
          Problem.of(
              Problem.Code.KIND_NOT_READ,
              "Git declares NodeProfiles, but Nodes could not be read; allow listing Nodes, or"
                  + " re-record the snapshot"));
    }
    if (otherKey) {
      problems.add(
          Problem.of(
              Problem.Code.OTHER_KEY,
              "the snapshot is masked with key %s but this run uses %s, so secrets could"
                      .formatted(live.keyId().orElse(""), redactor.keyId())
                  + " not be compared; pass the snapshot's key with --key-file"));
    }
    if (redactor.level() == MaskLevel.STRICT) {
      problems.add(
          Problem.of(
              Problem.Code.MASKED_STRICTLY,
              "strict masking also hides free text from rules: drift is still found, but posture rules"
                  + " that read environment variables, arguments, ConfigMap files or custom"
                  + " resources find less"));
    }
    if (!table.serves(live.cluster().version())) {
      problems.add(
          Problem.of(
              Problem.Code.OTHER_VERSION,
              "the server runs Kubernetes %s; its defaults were taken from the closest known version,"
                      .formatted(live.cluster().version())
                  + " %s".formatted(table.version())));
    }
    return problems;
  }
}
