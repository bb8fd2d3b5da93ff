package dev.drift.report;

import dev.drift.evaluate.Evaluation;
import dev.drift.pipeline.request.GitRequest;
import dev.drift.snapshot.file.SnapshotFile;
import io.fabric8.kubernetes.client.Config;
import java.sql.Connection;
import java.util.List;
import org.eclipse.jgit.lib.Repository;
import picocli.CommandLine;

/// What an adapter must not be, so that a test can show that it would be noticed.
public record ArchitectureBreach(
    Config config,
    Repository repository,
    CommandLine commandLine,
    Connection connection,
    List<GitRequest> request,
    GitRequest one,
    Evaluation evaluation,
    SnapshotFile use) {}
