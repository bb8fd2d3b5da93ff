package dev.drift.pipeline;

import dev.drift.evaluate.Evaluation;
import dev.drift.finding.Coverage;
import dev.drift.kubernetes.write.DryRunAnswer;
import dev.drift.kubernetes.write.DryRunQuestion;
import dev.drift.model.DesiredResource;
import dev.drift.model.KindCoverage;
import dev.drift.model.LiveResource;
import dev.drift.model.Problem;
import dev.drift.model.ResourceId;
import dev.drift.model.value.Value;
import dev.drift.world.Facts;
import dev.drift.world.Observation;
import dev.drift.world.ServerAnswers;
import dev.drift.world.World;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/// What the API server would store for declared resources that seem to have drifted, so that what
/// admission writes is not taken for drift; and for those without a known schema.
final class DryRunObserver implements Observer {
  private static final String NAME = "dry-run";

  @Override
  public Stage stage() {
    return Stage.DIFFERENCES;
  }

  @Override
  public Observation observe(Inquiry inquiry) {
    Evaluation evaluation = inquiry.compared();
    Set<ResourceId> drifted = inquiry.resources();
    Set<ResourceId> wanted = new TreeSet<>(drifted);
    evaluation.problems().stream()
        .filter(problem -> problem.code() == Problem.Code.TYPE_NOT_KNOWN)
        .flatMap(problem -> problem.resource().stream())
        .forEach(resource -> wanted.add(resource.id()));
    List<DryRunQuestion> questions = questions(wanted, evaluation.world());
    Map<ResourceId, DryRunAnswer> answers = ask(inquiry.live(), questions);
    Map<String, Problem> problems = new TreeMap<>();
    for (DryRunQuestion question : questions) {
      ResourceId id = question.desired().id();
      if (answers.get(id) instanceof DryRunAnswer.Refused(String why, boolean _)
          && drifted.contains(id)) {
        problems.putIfAbsent(kind(id), refused(question.desired(), why));
      }
    }
    ServerAnswers stored = serverAnswers(answers);
    return new Observation(
        Facts.ofAnswers(stored), List.of(entry(stored)), new ArrayList<>(problems.values()));
  }

  /// What is refused is reported as a problem; its drift is found all the same.
  private static Coverage.Entry entry(ServerAnswers answers) {
    int refused = answers.refused().size();
    return new Coverage.Entry(
        new Coverage.Subject.Observer(NAME),
        refused == 0 ? KindCoverage.Status.READ : KindCoverage.Status.FAILED,
        Set.of(),
        answers.stored().size(),
        refused == 0 ? "" : "%d dry-runs were refused.".formatted(refused));
  }

  private static List<DryRunQuestion> questions(Set<ResourceId> wanted, World world) {
    List<DryRunQuestion> questions = new ArrayList<>();
    for (ResourceId id : wanted) {
      DesiredResource desired = world.declared().get(id);
      LiveResource live = world.live().resources().get(id);
      if (desired != null && live != null) {
        questions.add(new DryRunQuestion(desired, live));
      }
    }
    return questions;
  }

  /// First one of each kind in each namespace: if that is refused for good, the others are not
  /// asked for.
  private static Map<ResourceId, DryRunAnswer> ask(
      LiveSource live, List<DryRunQuestion> questions) {
    Map<String, DryRunQuestion> firsts = new TreeMap<>();
    questions.forEach(question -> firsts.putIfAbsent(kind(question.desired().id()), question));
    Map<ResourceId, DryRunAnswer> answers = new TreeMap<>();
    ask(live, List.copyOf(firsts.values()), answers);
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
    ask(live, others, answers);
    return answers;
  }

  private static void ask(
      LiveSource live, List<DryRunQuestion> questions, Map<ResourceId, DryRunAnswer> answers) {
    List<DryRunAnswer> asked = live.dryRun(questions);
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
