package dev.drift.cli;

import dev.drift.cli.console.Console;
import dev.drift.cli.option.CommonOptions;
import dev.drift.cli.option.Specs;
import dev.drift.cli.option.StoredTargetOptions;
import dev.drift.config.AuditConfig;
import dev.drift.finding.ExitCode;
import dev.drift.policy.action.DurationText;
import dev.drift.trail.TrailRecord;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;

/// `drift audit prune`.
final class AuditPruneCommand implements Callable<Integer> {
  private final Console console;
  private final Commands commands;

  private final StoredTargetOptions trails =
      new StoredTargetOptions("Only the trail of this target");
  private @Nullable Duration keep;
  private final CommonOptions common = new CommonOptions();

  final CommandSpec spec =
      Specs.command(
          this,
          "prune",
          "Deletes old records of the audit trail, in whole sealed segments only, and leaves a"
              + " checkpoint from which drift audit verify goes on. Export them first. Deletes"
              + " nothing if the trail is broken.");

  AuditPruneCommand(Console console, Commands commands) {
    this.console = console;
    this.commands = commands;
    trails.addTo(spec);
    spec.addOption(
        Specs.parsed(Duration.class, it -> keep = it, AuditPruneCommand::keep, "--keep")
            .paramLabel("DURATION")
            .description("Keep what is younger, such as 400d; at least 30d. Required.")
            .build());
    common.addTo(spec);
    Specs.addHelpAndVersion(spec);
    Specs.synopsis(spec, "drift audit prune --store FILE|URL --keep DURATION [OPTIONS]");
    Specs.exitCodes(
        spec,
        "0:what was old is deleted",
        "2:invalid flags or configuration, or no such target",
        "4:the store could not be read or written, or a trail is broken");
    Specs.examples(spec, "  drift audit prune --store /var/lib/drift/drift.db --keep 400d");
  }

  private static Duration keep(String text) {
    Duration keep = DurationText.parse(text);
    if (keep.compareTo(AuditConfig.SHORTEST) < 0) {
      throw new IllegalArgumentException("is shorter than 30 days");
    }
    return keep;
  }

  @Override
  public Integer call() {
    if (keep == null) {
      throw new ParameterException(spec.commandLine(), "--keep is missing");
    }
    Duration kept = keep;
    return new Guard(console, common).run(() -> prune(kept));
  }

  private int prune(Duration kept) {
    List<TrailRecord> checkpoints =
        commands.audit(
            trails.store(), auditor -> auditor.prune(auditor.targets(trails.target()), kept));
    StringBuilder text = new StringBuilder();
    for (TrailRecord checkpoint : checkpoints) {
      text.append(
          "Target %s: pruned records %s to %s; record %d is the checkpoint.\n"
              .formatted(
                  checkpoint.target(),
                  checkpoint.content().number("first").orElseThrow().toPlainString(),
                  checkpoint.content().number("last").orElseThrow().toPlainString(),
                  checkpoint.seq()));
    }
    StoredTargets.print(
        checkpoints.isEmpty() ? "Nothing is that old.\n" : text.toString(), console);
    return ExitCode.IN_SYNC.code();
  }
}
