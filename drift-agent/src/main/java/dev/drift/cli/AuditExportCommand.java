package dev.drift.cli;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.drift.cli.console.Console;
import dev.drift.cli.option.CommonOptions;
import dev.drift.cli.option.PeriodOptions;
import dev.drift.cli.option.Specs;
import dev.drift.cli.option.StoredTargetOptions;
import dev.drift.files.AtomicFile;
import dev.drift.finding.ExitCode;
import dev.drift.model.DriftException;
import dev.drift.model.Problem;
import dev.drift.pipeline.BuildInfo;
import dev.drift.trail.Auditor;
import dev.drift.trail.export.AuditExport;
import dev.drift.trail.export.CsvTable;
import dev.drift.trail.export.HtmlExport;
import dev.drift.trail.export.JsonExport;
import dev.drift.trail.export.Period;
import dev.drift.trail.export.RecordLines;
import dev.drift.trail.export.Table;
import dev.drift.trail.export.parquet.ParquetTable;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.OutputStream;
import java.io.OutputStreamWriter;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;

/// `drift audit export`.
final class AuditExportCommand implements Callable<Integer> {
  private final Console console;
  private final Commands commands;
  private final InstantSource clock;

  private final StoredTargetOptions trails =
      new StoredTargetOptions("Only the trail of this target");
  private final PeriodOptions period = new PeriodOptions();
  private Format format = Format.JSON;
  private @Nullable String table;
  private @Nullable Path out;
  private final CommonOptions common = new CommonOptions();

  /// The formats of exports.
  enum Format {
    CSV,
    JSON,
    HTML,
    PARQUET,
    RECORDS;

    /// The name in flags.
    @Override
    public String toString() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  final CommandSpec spec =
      Specs.command(
          this,
          "export",
          "Exports what the audit trail says of a period: runs and what they could not look at,"
              + " findings with who and when, acts and decisions, mean time to detect and to"
              + " repair. Verifies the trail and states the result.");

  AuditExportCommand(Console console, Commands commands, InstantSource clock) {
    this.console = console;
    this.commands = commands;
    this.clock = clock;
    trails.addTo(spec);
    period.addTo(spec, clock);
    spec.addOption(
        Specs.option(Format.class, it -> format = it, "--format")
            .paramLabel("FORMAT")
            .defaultValue("json")
            .description(
                "Format: ${COMPLETION-CANDIDATES}. html is one file to hand to an auditor; csv and"
                    + " parquet are one table; records are all records as they are stored, whatever"
                    + " the period, one JSON object a line, to verify them without Drift. Default:"
                    + " ${DEFAULT-VALUE}.")
            .build());
    spec.addOption(
        Specs.option(String.class, it -> table = it, "--table")
            .paramLabel("TABLE")
            .completionCandidates(AuditExport.TABLES)
            .description(
                "The table of a CSV or Parquet file: ${COMPLETION-CANDIDATES}. Default: findings.")
            .build());
    spec.addOption(
        Specs.option(Path.class, it -> out = it, "--out")
            .paramLabel("FILE")
            .description("Write to this file instead of standard output.")
            .build());
    common.addTo(spec);
    Specs.addHelpAndVersion(spec);
    Specs.synopsis(spec, "drift audit export --store FILE|URL [OPTIONS]");
    Specs.exitCodes(
        spec,
        "0:exported, and all trails are intact",
        "1:exported, but a trail is broken: the export says where",
        "2:invalid flags or configuration, or no such target",
        "4:the store could not be read, or the file could not be written");
    Specs.examples(
        spec,
        "  drift audit export --store drift.db --since 2026-07-01 --until 2026-10-01"
            + " --format html --out q3.html",
        "  drift audit export --store drift.db --format parquet --table runs --out runs.parquet",
        "  drift audit export --store drift.db --since 90d --format csv --table acts",
        "  drift audit export --store drift.db --format records | jq -r .hash");
  }

  @Override
  public Integer call() {
    if (table != null && format != Format.CSV && format != Format.PARQUET) {
      throw new ParameterException(
          spec.commandLine(), "--table needs --format csv or --format parquet");
    }
    if (table != null && !AuditExport.TABLES.contains(table)) {
      throw new ParameterException(
          spec.commandLine(),
          "--table: '%s' is not a table; expected one of %s"
              .formatted(table, String.join(", ", AuditExport.TABLES)));
    }
    if (format == Format.PARQUET && out == null && console.outIsTerminal()) {
      throw new ParameterException(
          spec.commandLine(), "--format parquet is not text for a terminal; add --out FILE");
    }
    Period wanted = period.period(spec.commandLine(), clock.instant());
    return new Guard(console, common)
        .run(() -> commands.audit(trails.store(), auditor -> export(auditor, wanted)));
  }

  private int export(Auditor auditor, Period wanted) {
    List<String> targets = auditor.targets(trails.target());
    if (format == Format.RECORDS) {
      write(text(writer -> records(auditor, targets, writer)));
      return ExitCode.IN_SYNC.code();
    }
    AuditExport export =
        AuditExport.of(
            auditor.storage(),
            targets,
            wanted,
            auditor.clock().instant(),
            BuildInfo.get().version());
    Table chosen = export.table(table == null ? "findings" : table);
    write(
        switch (format) {
          case CSV -> text(writer -> CsvTable.write(chosen, writer));
          case JSON -> text(writer -> writer.write(JsonExport.text(export)));
          case PARQUET -> stream -> ParquetTable.write(export, chosen, stream);
          case HTML, RECORDS -> text(writer -> writer.write(HtmlExport.text(export)));
        });
    return (export.isIntact() ? ExitCode.IN_SYNC : ExitCode.DRIFT).code();
  }

  private static void records(Auditor auditor, List<String> targets, Writer writer)
      throws IOException {
    try {
      for (String target : targets) {
        auditor
            .storage()
            .read(
                target,
                1,
                Set.of(),
                record -> {
                  try {
                    writer.write(RecordLines.text(record));
                  } catch (IOException e) {
                    throw new UncheckedIOException(e);
                  }
                });
      }
    } catch (UncheckedIOException e) {
      throw e.getCause();
    }
  }

  /// Writes text.
  private interface Text {
    void to(Writer writer) throws IOException;
  }

  /// Writes bytes.
  private interface Content {
    void to(OutputStream stream) throws IOException;
  }

  private static Content text(Text text) {
    return stream -> {
      Writer writer = new BufferedWriter(new OutputStreamWriter(stream, UTF_8));
      text.to(writer);
      writer.flush();
    };
  }

  private void write(Content content) {
    try {
      if (out != null) {
        AtomicFile.write(out, content::to);
      } else {
        content.to(console.out());
      }
    } catch (IOException e) {
      if (out != null || !console.outIsPipe().getAsBoolean()) {
        throw new DriftException(
            Problem.of(
                Problem.Code.OUTPUT_FAILED,
                "the export could not be written to %s: %s"
                    .formatted(out == null ? "standard output" : out, e.getMessage())),
            e);
      }
    }
  }
}
