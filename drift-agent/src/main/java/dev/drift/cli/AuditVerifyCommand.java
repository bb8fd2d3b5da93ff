package dev.drift.cli;

import dev.drift.cli.audit.VerificationText;
import dev.drift.cli.console.Console;
import dev.drift.cli.option.CommonOptions;
import dev.drift.cli.option.Specs;
import dev.drift.cli.option.StoredTargetOptions;
import dev.drift.finding.ExitCode;
import dev.drift.json.JsonWriter;
import dev.drift.model.DriftException;
import dev.drift.model.Problem;
import dev.drift.model.value.Value;
import dev.drift.trail.Head;
import dev.drift.trail.Verification;
import dev.drift.trail.export.JsonExport;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;

/// `drift audit verify`.
final class AuditVerifyCommand implements Callable<Integer> {
  private final Console console;
  private final Commands commands;

  private final StoredTargetOptions trails =
      new StoredTargetOptions("Only the trail of this target");
  private @Nullable String head;
  private OutputKind output = OutputKind.TEXT;
  private final CommonOptions common = new CommonOptions();

  final CommandSpec spec =
      Specs.command(
          this,
          "verify",
          "Computes all hashes of the audit trail again and names each record that was edited,"
              + " inserted, moved or dropped. Prints what that proves and what it cannot prove.");

  AuditVerifyCommand(Console console, Commands commands) {
    this.console = console;
    this.commands = commands;
    trails.addTo(spec);
    spec.addOption(
        Specs.option(String.class, it -> head = it, "--head")
            .paramLabel("FILE|HASH")
            .description(
                "Head that was kept elsewhere: a file with the output of drift audit head, from a"
                    + " Git repository that gets the heads, or with what a webhook received; or the"
                    + " hash. Records that were cut off at the end, or a trail that was rewritten as"
                    + " a whole, cannot be detected without a head.")
            .build());
    spec.addOption(OutputKind.option(it -> output = it));
    common.addTo(spec);
    Specs.addHelpAndVersion(spec);
    Specs.synopsis(spec, "drift audit verify --store FILE|URL [OPTIONS]");
    Specs.exitCodes(
        spec,
        "0:all trails are intact",
        "1:a trail is broken",
        "2:invalid flags, configuration or head",
        "4:the store could not be read");
    Specs.examples(
        spec,
        "  drift audit verify --store /var/lib/drift/drift.db",
        "  drift audit verify --config /etc/drift/drift.yaml --head heads.txt",
        "  drift audit verify --store drift.db --target prod -o json");
  }

  @Override
  public Integer call() {
    return new Guard(console, common).run(this::verify);
  }

  private int verify() {
    List<Head> heads = head == null ? List.of() : heads(head);
    List<Verification> found =
        commands.audit(trails.store(), auditor -> auditor.verify(trails.target(), heads));
    StoredTargets.print(
        switch (output) {
          case TEXT -> VerificationText.of(found);
          case JSON ->
              JsonWriter.text(
                      Value.Obj.EMPTY.with(
                          "targets",
                          new Value.Arr(
                              found.stream().<Value>map(JsonExport::verification).toList())))
                  + "\n";
        },
        console);
    return (found.stream().allMatch(Verification::isIntact) ? ExitCode.IN_SYNC : ExitCode.DRIFT)
        .code();
  }

  private static List<Head> heads(String text) {
    try {
      return text.matches("[0-9a-fA-F]{64}")
          ? Head.parse(text)
          : Head.parse(Files.readString(Path.of(text)));
    } catch (IllegalArgumentException | IOException e) {
      throw new DriftException(
          Problem.of(
              Problem.Code.USAGE,
              "--head %s is neither a hash of 64 digits nor a readable file with heads: %s"
                  .formatted(
                      text, e instanceof IOException ? "it cannot be read" : e.getMessage())),
          e);
    }
  }
}
