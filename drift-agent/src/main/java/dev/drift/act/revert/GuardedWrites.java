package dev.drift.act.revert;

import dev.drift.kubernetes.write.WriteAnswer;
import dev.drift.plan.Act;
import dev.drift.plan.MissingRight;
import dev.drift.plan.Outcome;
import dev.drift.policy.action.Permit;
import java.util.Optional;
import java.util.function.Supplier;

/// What each write goes through: it is written down first, a dry-run comes before it, and it is
/// sent once. For one act at a time.
final class GuardedWrites {
  private final Journal journal;
  private String current = "";

  GuardedWrites(Journal journal) {
    this.journal = journal;
  }

  /// What is about to be done is on the disk before anything is sent, dry-runs included. Only what
  /// was refused before is written down after its dry-run.
  Outcome recorded(Act.OnCluster act, Optional<String> version, Supplier<Outcome> doing) {
    String id = journal.begin(act, version);
    current = id;
    Outcome outcome = doing.get();
    journal.end(id, outcome);
    return outcome;
  }

  /// Every request that changes something goes through here, at most one for each act besides the
  /// handover of fields.
  WriteAnswer stored(Supplier<WriteAnswer> write) {
    journal.sending(current);
    return write.get();
  }

  /// A dry-run that was not carried out.
  static Optional<Outcome> obstacle(Act act, WriteAnswer dry) {
    return switch (dry) {
      case WriteAnswer.Done _ -> Optional.empty();
      case WriteAnswer.Refused refused -> Optional.of(refused(refused));
      case WriteAnswer.NoDryRun(String why) ->
          act.permits(Permit.WITHOUT_DRY_RUN) ? Optional.empty() : Optional.of(withoutDryRun(why));
      case WriteAnswer.NotSent(String why) -> Optional.of(failed(why));
      case WriteAnswer.Unknown(String why) -> Optional.of(failed(why));
    };
  }

  /// It may succeed at the next run, so no policy allows to do without.
  static Outcome failed(String why) {
    return new Outcome(Outcome.Kind.NOT_SENT, "the dry-run failed, so nothing was written: " + why);
  }

  private static Outcome withoutDryRun(String why) {
    return new Outcome(
        Outcome.Kind.REFUSED,
        "no dry-run could be had (%s); a policy can allow acts without (allow: [withoutDryRun])"
            .formatted(why));
  }

  /// A test of a JSON Patch that does not hold is answered with words about an error in the
  /// request.
  static Outcome refused(WriteAnswer.Refused refused) {
    boolean changed =
        refused.code() == 409
            || (refused.code() == 422
                && refused.why().contains("rejected our request due to an error in our request"));
    Outcome.Kind kind =
        refused.code() == 403 && MissingRight.of(refused.why()).isPresent()
            ? Outcome.Kind.NEEDS_RIGHTS
            : changed ? Outcome.Kind.CHANGED_SINCE : Outcome.Kind.REFUSED;
    return new Outcome(kind, refused.why());
  }
}
