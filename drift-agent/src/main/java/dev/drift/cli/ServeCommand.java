package dev.drift.cli;

import dev.drift.cli.console.Console;
import dev.drift.cli.console.ErrorLines;
import dev.drift.cli.option.ActOptions;
import dev.drift.cli.option.AnnounceOptions;
import dev.drift.cli.option.AuditLogOption;
import dev.drift.cli.option.CommonOptions;
import dev.drift.cli.option.ComparisonOptions;
import dev.drift.cli.option.FleetOptions;
import dev.drift.cli.option.PolicyOptions;
import dev.drift.cli.option.ScheduleOptions;
import dev.drift.cli.option.Specs;
import dev.drift.cli.option.StoreOptions;
import dev.drift.config.Config;
import dev.drift.config.Listen;
import dev.drift.config.WebConfig;
import dev.drift.finding.ExitCode;
import dev.drift.pipeline.LeaseElection;
import dev.drift.pipeline.files.ConfigFiles;
import dev.drift.pipeline.request.ActRequest;
import dev.drift.pipeline.request.CheckRequest;
import dev.drift.policy.action.Action;
import dev.drift.serve.ServeRequest;
import dev.drift.serve.log.DaemonLog;
import dev.drift.serve.log.JsonLog;
import dev.drift.serve.log.JsonLogging;
import dev.drift.serve.log.LogEntry;
import dev.drift.serve.log.LogEntry.Level;
import java.io.PrintStream;
import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;

/// `drift serve`.
final class ServeCommand implements Callable<Integer> {
  private final Console console;
  private final Commands commands;

  private final ComparisonOptions comparison = new ComparisonOptions();
  private final PolicyOptions policies = new PolicyOptions();
  private final AuditLogOption auditLog = new AuditLogOption();
  private final ScheduleOptions schedule = new ScheduleOptions();
  private final StoreOptions store = new StoreOptions();
  private final AnnounceOptions announce = new AnnounceOptions();
  private @Nullable String listen;
  private boolean leaderElect;
  private String lease = "drift/drift";
  private final FleetOptions fleet = new FleetOptions();
  private boolean act;
  private final ActOptions acts = new ActOptions();
  private LogFormat logFormat = LogFormat.TEXT;
  private final CommonOptions common = new CommonOptions();

  final CommandSpec spec =
      Specs.command(
          this,
          "serve",
          "Watches a cluster and reports drift as it happens, until it is stopped. Reads"
              + " everything again on a schedule, and Git every minute.");

  ServeCommand(Console console, Commands commands) {
    this.console = console;
    this.commands = commands;
    comparison.addTo(spec, /* snapshots= */ false);
    policies.addTo(spec);
    auditLog.addFollowedTo(spec);
    schedule.addTo(spec);
    spec.addOption(
        Specs.option(String.class, it -> listen = it, "--listen")
            .paramLabel("HOST:PORT")
            .description(
                "Serve page, health, metrics and API here; 'off' for nowhere. Default: serve.listen of"
                    + " --config, else 127.0.0.1:8080.")
            .build());
    spec.addOption(
        Specs.option(boolean.class, it -> leaderElect = it, "--leader-elect")
            .description(
                "Work only while this replica holds a Lease; the others stand by and take over.")
            .build());
    spec.addOption(
        Specs.option(String.class, it -> lease = it, "--lease")
            .paramLabel("NAMESPACE/NAME")
            .defaultValue("drift/drift")
            .description("The Lease of --leader-elect. Default: ${DEFAULT-VALUE}.")
            .build());
    fleet.addTo(spec);
    spec.addOption(
        Specs.option(boolean.class, it -> act = it, "--act")
            .description(
                "Do what the agent's policies order without approval, as soon as drift is found.")
            .build());
    acts.addTo(spec);
    store.addTo(spec);
    store.addKeepTo(spec);
    announce.addTo(spec);
    spec.addOption(
        Specs.option(LogFormat.class, it -> logFormat = it, "--log-format")
            .paramLabel("FORMAT")
            .defaultValue("text")
            .description(
                "What it prints: ${COMPLETION-CANDIDATES}. Default: ${DEFAULT-VALUE}. json: each"
                    + " line, also of the log, is one JSON object on standard output.")
            .build());
    common.addTo(spec);
    Specs.addHelpAndVersion(spec);
    Specs.synopsis(spec, "drift serve --repo URL|DIR [OPTIONS]");
    Specs.exitCodes(
        spec,
        "0:stopped by SIGTERM or SIGINT",
        "2:an option or a policy is not valid",
        "4:the daemon cannot start, or lost its Lease");
    Specs.examples(
        spec,
        "  drift serve --repo https://git.example.com/platform/lakehouse.git --revision main",
        "  drift serve --config /etc/drift/drift.yaml --every 30m --notify --record /var/lib/drift",
        "  drift serve --repo . --cron '0 6 * * 1-5' --context prod",
        "  drift serve --config /etc/drift/drift.yaml --fleet lakehouses --every 30m");
  }

  /// How lines are printed.
  private enum LogFormat {
    TEXT,
    JSON;

    /// The name in flags.
    @Override
    public String toString() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  @Override
  public Integer call() {
    PrintStream out = new PrintStream(console.out(), /* autoFlush= */ true, console.charset());
    Guard guard = new Guard(console, common);
    if (logFormat == LogFormat.TEXT) {
      Supplier<ServeRequest> request = prepare();
      return guard.run(() -> serve(request.get(), it -> lines(out, it)));
    }
    JsonLogging.configure(common.level().toString(), out); // before anything logs
    DaemonLog log = new JsonLog();
    Supplier<ServeRequest> request = prepare();
    return guard.report(
        () -> serve(request.get(), _ -> log),
        problems -> ErrorLines.of(problems).forEach(it -> log.write(LogEntry.of(Level.ERROR, it))));
  }

  private static DaemonLog lines(PrintStream out, ServeRequest request) {
    return DaemonLog.lines(
        line -> out.println(Instant.now().truncatedTo(ChronoUnit.SECONDS) + " " + line),
        request.targets().size() > 1);
  }

  private int serve(ServeRequest request, Function<ServeRequest, DaemonLog> log) {
    boolean ended = commands.serve(request, log.apply(request));
    return (ended ? ExitCode.IN_SYNC : ExitCode.FAILURE).code();
  }

  /// Checks the options; the configuration is read when the request is asked for.
  private Supplier<ServeRequest> prepare() {
    SequencedMap<String, CheckRequest> checks =
        comparison.requests(spec.commandLine(), policies.files(), auditLog.file());
    store.check(spec.commandLine());
    if (!act && acts.applied().isPresent()) {
      throw new ParameterException(spec.commandLine(), "--applied needs --act");
    }
    if (fleet.isGiven()) {
      checkFleet();
    }
    List<ServeRequest.Target> targets =
        checks.entrySet().stream()
            .map(it -> target(it.getKey(), store.kept(it.getValue()), checks.size() == 1))
            .toList();
    return () -> request(targets);
  }

  /// What one agent remembers or elects is not for a fleet.
  private void checkFleet() {
    if (leaderElect) {
      throw new ParameterException(
          spec.commandLine(),
          "--fleet and --leader-elect exclude each other: the agents of a fleet all work");
    }
    if (announce.isGiven()) {
      throw new ParameterException(
          spec.commandLine(),
          "--notify is not possible with --fleet: agents do not know what others have announced");
    }
  }

  /// @param only whether it is the only target: others remember apart from one another
  private ServeRequest.Target target(String name, CheckRequest check, boolean only) {
    Optional<Path> record = acts.record().map(it -> only ? it : it.resolve(name));
    Path acted = acts.record(console.environment());
    return new ServeRequest.Target(
        name.isEmpty() ? "cluster" : name,
        check,
        act
            ? Optional.of(
                new ActRequest(
                    check,
                    Set.of(Action.REVERT, Action.ADOPT),
                    Optional.empty(),
                    new ActRequest.Approval.ByPolicy(),
                    only ? acted : acted.resolve(name),
                    acts.applied()))
            : Optional.empty(),
        announce.request(spec.commandLine(), check, record));
  }

  private ServeRequest request(List<ServeRequest.Target> targets) {
    Config config = targets.getFirst().check().config().map(ConfigFiles::read).orElse(Config.EMPTY);
    return new ServeRequest(
        targets,
        schedule.schedule(spec.commandLine()),
        schedule.gitInterval(),
        web(config.serve().web()),
        config.deployers(),
        leaderElect ? Optional.of(place()) : Optional.empty(),
        schedule.stopping(),
        fleet.fleet(
            spec.commandLine(),
            store.request(targets.getFirst().check().config()),
            console.environment()));
  }

  /// The name of a Pod is its host name.
  private LeaseElection.Place place() {
    String[] parts = lease.split("/", -1);
    if (parts.length != 2 || parts[0].isEmpty() || parts[1].isEmpty()) {
      throw new ParameterException(
          spec.commandLine(), "--lease: '%s' is not NAMESPACE/NAME".formatted(lease));
    }
    String host = console.environment().getOrDefault("HOSTNAME", "drift");
    return new LeaseElection.Place(parts[0], parts[1], host + "_" + UUID.randomUUID());
  }

  private Optional<WebConfig> web(WebConfig configured) {
    if (listen == null) {
      return Optional.of(configured);
    }
    if (listen.equals("off")) {
      return Optional.empty();
    }
    return Optional.of(
        configured.at(
            Listen.parse(listen)
                .orElseThrow(
                    () ->
                        new ParameterException(
                            spec.commandLine(),
                            "--listen: '%s' is not an address such as 0.0.0.0:8080"
                                .formatted(listen)))));
  }
}
