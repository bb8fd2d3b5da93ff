package dev.drift.app;

import dev.drift.cluster.DryRunAnswer;
import dev.drift.cluster.DryRunQuestion;
import dev.drift.cluster.LiveStateReader;
import dev.drift.finding.Finding;
import dev.drift.model.DesiredResource;
import dev.drift.model.LiveResource;
import dev.drift.model.Problem;
import dev.drift.model.ResourceId;
import dev.drift.model.Value;
import dev.drift.verdict.ServerAnswers;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/// What the API server would store for declared resources that seem to have drifted, so that what
/// admission writes is not taken for drift, and for those without any other schema.
///
/// @param problems refusals of what seems to have drifted, one for each kind
record DryRuns(ServerAnswers answers, List<Problem> problems) {
  static final DryRuns NONE = new DryRuns(ServerAnswers.NONE, List.of());

  DryRuns {
    problems = List.copyOf(problems);
  }

  static DryRuns of(LiveStateReader reader, DriftCheck.Compared compared) {
    Set<ResourceId> drifted = new HashSet<>();
    compared.outcome().findings().stream()
        .map(Finding::resource)
        .forEach(resource -> drifted.add(resource.id()));
    Set<ResourceId> wanted = new TreeSet<>(drifted);
    compared.outcome().problems().stream()
        .filter(problem -> problem.code() == Problem.Code.TYPE_NOT_KNOWN)
        .flatMap(problem -> problem.resource().stream())
        .forEach(resource -> wanted.add(resource.id()));
    List<DryRunQuestion> questions = questions(wanted, compared);
    Map<ResourceId, DryRunAnswer> answers = ask(reader, questions);
    Map<String, Problem> problems = new TreeMap<>();
    for (DryRunQuestion question : questions) {
      ResourceId id = question.desired().id();
      if (answers.get(id) instanceof DryRunAnswer.Refused(String why, boolean _)
          && drifted.contains(id)) {
        problems.putIfAbsent(kind(id), refused(question.desired(), why));
      }
    }
    return new DryRuns(serverAnswers(answers), new ArrayList<>(problems.values()));
  }

  private static List<DryRunQuestion> questions(
      Set<ResourceId> wanted, DriftCheck.Compared compared) {
    List<DryRunQuestion> questions = new ArrayList<>();
    for (ResourceId id : wanted) {
      DesiredResource desired = compared.desired().resources().get(id);
      LiveResource live = compared.live().resources().get(id);
      if (desired != null && live != null) {
        questions.add(new DryRunQuestion(desired, live));
      }
    }
    return questions;
  }

  /// First one of each kind in each namespace: if that is refused for good, the others are not
  /// asked for.
  private static Map<ResourceId, DryRunAnswer> ask(
      LiveStateReader reader, List<DryRunQuestion> questions) {
    Map<String, DryRunQuestion> firsts = new TreeMap<>();
    questions.forEach(question -> firsts.putIfAbsent(kind(question.desired().id()), question));
    Map<ResourceId, DryRunAnswer> answers = new TreeMap<>();
    ask(reader, List.copyOf(firsts.values()), answers);
    List<DryRunQuestion> others = new ArrayList<>();
    for (DryRunQuestion question : questions) {
      ResourceId id = question.desired().id();
      DryRunQuestion first = firsts.getOrDefault(kind(id), question);
      DryRunAnswer answer = answers.get(first.desired().id());
      if (answer instanceof DryRunAnswer.Refused refused && refused.always()) {
        answers.put(id, refused);
      } else if (!first.equals(question)) {
        others.add(question);
      }
    }
    ask(reader, others, answers);
    return answers;
  }

  private static void ask(
      LiveStateReader reader,
      List<DryRunQuestion> questions,
      Map<ResourceId, DryRunAnswer> answers) {
    List<DryRunAnswer> asked = reader.dryRun(questions);
    for (int i = 0; i < asked.size(); i++) {
      answers.put(questions.get(i).desired().id(), asked.get(i));
    }
  }

  private static String kind(ResourceId id) {
    return id.groupKind() + " " + id.namespace();
  }

  private static ServerAnswers serverAnswers(Map<ResourceId, DryRunAnswer> answers) {
    Map<ResourceId, Value.Obj> stored = new TreeMap<>();
    Map<ResourceId, String> refused = new TreeMap<>();
    answers.forEach(
        (id, answer) -> {
          switch (answer) {
            case DryRunAnswer.Stored(Value.Obj object) -> stored.put(id, object);
            case DryRunAnswer.Refused(String why, boolean _) -> refused.put(id, why);
          }
        });
    return new ServerAnswers(stored, refused);
  }

  private static Problem refused(DesiredResource resource, String why) {
    return new Problem(
        Problem.Code.DRY_RUN_REFUSED,
        "the dry-run of %s was refused, so changes that admission makes may be reported"
                .formatted(resource.id())
            + " as drift: %s".formatted(why),
        Optional.empty(),
        Optional.of(resource.ref()));
  }
}
