package dev.drift.policy;

import static java.util.Objects.requireNonNull;

import dev.drift.finding.Attribution;
import dev.drift.finding.Finding;
import dev.drift.finding.Report;
import dev.drift.model.origin.Location;

/// What policies make of a finding.
public sealed interface Decision {
  /// The finding, perhaps of another severity than its rule gave it.
  Finding finding();

  /// The same with who made the difference.
  Decision attributed(Attribution attribution);

  /// The same with another place in Git.
  Decision located(Location origin);

  /// It is reported.
  record Reported(Finding finding) implements Decision {
    public Reported {
      requireNonNull(finding, "finding is null");
    }

    @Override
    public Reported attributed(Attribution attribution) {
      return new Reported(Decision.attributed(finding, attribution));
    }

    @Override
    public Reported located(Location origin) {
      return new Reported(finding.at(origin));
    }
  }

  /// It is ignored, and the report lists what was ignored and why.
  record Ignored(Finding finding, Report.Ignored ignored) implements Decision {
    public Ignored {
      requireNonNull(finding, "finding is null");
      requireNonNull(ignored, "ignored is null");
    }

    @Override
    public Ignored attributed(Attribution attribution) {
      return new Ignored(Decision.attributed(finding, attribution), ignored);
    }

    @Override
    public Ignored located(Location origin) {
      return new Ignored(finding.at(origin), ignored);
    }
  }

  private static Finding attributed(Finding finding, Attribution attribution) {
    return switch (finding) {
      case Finding.Drift drift -> drift.with(attribution);
      case Finding.Posture posture -> posture;
    };
  }
}
