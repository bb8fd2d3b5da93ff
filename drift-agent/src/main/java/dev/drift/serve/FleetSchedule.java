package dev.drift.serve;

import static java.util.Objects.requireNonNull;

import dev.drift.model.DriftException;
import dev.drift.model.Problem;
import dev.drift.store.schedule.ScheduleConnections;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Properties;
import java.util.Set;
import java.util.TimeZone;
import java.util.function.Consumer;
import org.quartz.CronScheduleBuilder;
import org.quartz.CronTrigger;
import org.quartz.DisallowConcurrentExecution;
import org.quartz.Job;
import org.quartz.JobBuilder;
import org.quartz.JobExecutionContext;
import org.quartz.JobKey;
import org.quartz.ObjectAlreadyExistsException;
import org.quartz.ScheduleBuilder;
import org.quartz.Scheduler;
import org.quartz.SchedulerException;
import org.quartz.SimpleScheduleBuilder;
import org.quartz.SimpleTrigger;
import org.quartz.Trigger;
import org.quartz.TriggerBuilder;
import org.quartz.TriggerKey;
import org.quartz.impl.StdSchedulerFactory;
import org.quartz.impl.jdbcjobstore.JobStoreTX;
import org.quartz.impl.jdbcjobstore.PostgreSQLDelegate;
import org.quartz.impl.matchers.GroupMatcher;
import org.quartz.utils.DBConnectionManager;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Hands each full check of a target to one agent of a fleet: Quartz's JDBC cluster, whose tables
/// are in the store that the agents share. What an agent has begun and not ended when it vanishes
/// is handed to another one.
final class FleetSchedule {
  private static final Logger LOG = LoggerFactory.getLogger(FleetSchedule.class);

  /// How often an agent reports that it is alive. Quartz takes it for gone 7.5 seconds after a
  /// report is due.
  static final Duration CHECK_IN = Duration.ofSeconds(15);

  /// How long until a failed statement is tried again: less than [#CHECK_IN], so that after a
  /// restart of the database no agent is taken for gone.
  private static final Duration AGAIN = Duration.ofSeconds(1);

  /// How often an agent with nothing to do looks for what others have added.
  private static final Duration LOOK = Duration.ofSeconds(5);

  private static final String GROUP = "check";

  private final String fleet;
  private final List<String> targets;
  private final Schedule schedule;
  private final Scheduler scheduler;
  private final Consumer<String> log;

  private FleetSchedule(
      String fleet,
      List<String> targets,
      Schedule schedule,
      Scheduler scheduler,
      Consumer<String> log) {
    this.fleet = fleet;
    this.targets = List.copyOf(targets);
    this.schedule = schedule;
    this.scheduler = scheduler;
    this.log = log;
  }

  /// A check that this agent is to make.
  ///
  /// @param target its name
  /// @param at when it was due
  /// @param takenOver whether another agent began it and vanished
  record Due(String target, Instant at, boolean takenOver) {
    Due {
      requireNonNull(target, "target is null");
      requireNonNull(at, "at is null");
    }

    private static Due of(JobExecutionContext context) {
      Instant at = context.getScheduledFireTime().toInstant();
      if (context.isRecovering()) {
        String original =
            context
                .getMergedJobDataMap()
                .getString(
                    Scheduler.FAILED_JOB_ORIGINAL_TRIGGER_SCHEDULED_FIRETIME_IN_MILLISECONDS);
        at = original == null ? at : Instant.ofEpochMilli(Long.parseLong(original));
      }
      return new Due(context.getJobDetail().getKey().getName(), at, context.isRecovering());
    }
  }

  /// The store holds the name of this class and those of targets, and nothing else of a job.
  @DisallowConcurrentExecution
  static final class CheckJob implements Job {
    private final Consumer<JobExecutionContext> work;

    CheckJob(Consumer<JobExecutionContext> work) {
      this.work = work;
    }

    @Override
    public void execute(JobExecutionContext context) {
      work.accept(context);
    }
  }

  /// Adds the targets that the schedule lacks, and begins to take checks.
  ///
  /// @param targets the names of those that this agent knows
  /// @param connections closed with the schedule
  /// @param work makes a check; what it throws is logged only
  /// @throws DriftException if the store failed
  static FleetSchedule start(
      ServeRequest.Fleet fleet,
      List<String> targets,
      Schedule schedule,
      ScheduleConnections connections,
      Consumer<Due> work,
      Consumer<String> log) {
    DBConnectionManager.getInstance().addConnectionProvider(fleet.agent(), connections);
    try {
      Scheduler scheduler = new StdSchedulerFactory(properties(fleet)).getScheduler();
      FleetSchedule started = new FleetSchedule(fleet.name(), targets, schedule, scheduler, log);
      scheduler.setJobFactory((_, _) -> new CheckJob(context -> started.check(context, work)));
      started.add();
      started.reschedule();
      scheduler.start();
      return started;
    } catch (SchedulerException e) {
      connections.shutdown();
      throw failed(fleet.name(), e);
    } catch (DriftException e) {
      connections.shutdown();
      throw e;
    }
  }

  /// How many threads use the store at once: those of checks, three of Quartz, and [#add].
  static int threads(ServeRequest.Fleet fleet) {
    return fleet.parallel() + 4;
  }

  private static Properties properties(ServeRequest.Fleet fleet) {
    Properties properties = new Properties();
    properties.setProperty("org.quartz.scheduler.instanceName", fleet.name());
    properties.setProperty("org.quartz.scheduler.instanceId", fleet.agent());
    properties.setProperty("org.quartz.scheduler.makeSchedulerThreadDaemon", "true");
    properties.setProperty("org.quartz.scheduler.idleWaitTime", millis(LOOK));
    properties.setProperty("org.quartz.scheduler.dbFailureRetryInterval", millis(AGAIN));
    properties.setProperty("org.quartz.threadPool.threadCount", String.valueOf(fleet.parallel()));
    properties.setProperty("org.quartz.threadPool.makeThreadsDaemons", "true");
    properties.setProperty("org.quartz.jobStore.class", JobStoreTX.class.getName());
    properties.setProperty(
        "org.quartz.jobStore.driverDelegateClass", PostgreSQLDelegate.class.getName());
    properties.setProperty("org.quartz.jobStore.dataSource", fleet.agent());
    properties.setProperty("org.quartz.jobStore.tablePrefix", "QRTZ_");
    // Text instead of serialized objects: whoever can write to the store runs nothing by it.
    properties.setProperty("org.quartz.jobStore.useProperties", "true");
    properties.setProperty("org.quartz.jobStore.isClustered", "true");
    properties.setProperty("org.quartz.jobStore.clusterCheckinInterval", millis(CHECK_IN));
    properties.setProperty("org.quartz.jobStore.dbRetryInterval", millis(AGAIN));
    properties.setProperty("org.quartz.jobStore.acquireTriggersWithinLock", "true");
    properties.setProperty("org.quartz.jobStore.makeThreadsDaemons", "true");
    return properties;
  }

  private static String millis(Duration duration) {
    return String.valueOf(duration.toMillis());
  }

  /// A target that this agent does not know is dropped from the schedule. Agents that know it add
  /// it again within a minute; if none does, it was removed everywhere.
  private void check(JobExecutionContext context, Consumer<Due> work) {
    Due due = Due.of(context);
    try {
      if (targets.contains(due.target())) {
        work.accept(due);
      } else {
        log.accept(
            "%s is not a target of this agent; agents of fleet %s that have it add it again"
                .formatted(due.target(), fleet));
        scheduler.deleteJob(context.getJobDetail().getKey());
      }
    } catch (RuntimeException | SchedulerException e) {
      LOG.error("the check of {} failed", due.target(), e);
    }
  }

  /// Adds the targets that the schedule lacks; they are due at once.
  ///
  /// @throws DriftException if the store failed
  void add() {
    try {
      Set<JobKey> there = scheduler.getJobKeys(GroupMatcher.jobGroupEquals(GROUP));
      for (String target : targets) {
        TriggerKey trigger = new TriggerKey(target, GROUP);
        if (!there.contains(new JobKey(target, GROUP))) {
          add(target);
        } else if (scheduler.getTriggerState(trigger) == Trigger.TriggerState.ERROR) {
          scheduler.resetTriggerFromErrorState(trigger);
        }
      }
    } catch (SchedulerException e) {
      throw failed(fleet, e);
    }
  }

  private void add(String target) throws SchedulerException {
    try {
      scheduler.scheduleJob(
          JobBuilder.newJob(CheckJob.class)
              .withIdentity(target, GROUP)
              .requestRecovery(true)
              .build(),
          trigger(target));
    } catch (ObjectAlreadyExistsException _) {
      // Another agent was faster.
    }
  }

  /// Gives targets the schedule of this agent, if the one in the store is another.
  private void reschedule() throws SchedulerException {
    for (String target : targets) {
      Trigger there = scheduler.getTrigger(new TriggerKey(target, GROUP));
      if (there != null && !isSame(there)) {
        scheduler.rescheduleJob(there.getKey(), trigger(target));
      }
    }
  }

  private boolean isSame(Trigger trigger) {
    return switch (schedule) {
      case Schedule.Every(Duration interval) ->
          trigger instanceof SimpleTrigger simple
              && simple.getRepeatInterval() == interval.toMillis();
      case Schedule.Cron(var expression, var zone) ->
          trigger instanceof CronTrigger cron
              && cron.getCronExpression().equalsIgnoreCase(Schedules.quartz(expression))
              && cron.getTimeZone().getID().equals(TimeZone.getTimeZone(zone).getID());
    };
  }

  private Trigger trigger(String target) {
    return TriggerBuilder.newTrigger()
        .withIdentity(target, GROUP)
        .forJob(target, GROUP)
        .withSchedule(builder())
        .startNow()
        .build();
  }

  /// What waits for a free agent longer than a minute is done as soon as there is one, once.
  private ScheduleBuilder<?> builder() {
    return switch (schedule) {
      case Schedule.Every(Duration interval) ->
          SimpleScheduleBuilder.simpleSchedule()
              .withIntervalInMilliseconds(interval.toMillis())
              .repeatForever()
              .withMisfireHandlingInstructionNowWithExistingCount();
      case Schedule.Cron(var expression, var zone) ->
          CronScheduleBuilder.cronSchedule(Schedules.quartz(expression))
              .inTimeZone(TimeZone.getTimeZone(zone))
              .withMisfireHandlingInstructionFireAndProceed();
    };
  }

  private static DriftException failed(String fleet, SchedulerException e) {
    return new DriftException(
        Problem.of(
            Problem.Code.STORE_FAILED,
            "the schedule of fleet %s in the store could not be read or written; check the server of"
                    .formatted(fleet)
                + " the store"),
        e);
  }

  /// Takes no more checks, and waits for those under way. What does not end in time is handed to
  /// another agent.
  ///
  /// @return whether all ended
  boolean stop(Duration patience) throws InterruptedException {
    // Quartz waits without a limit, and records the end of each check.
    Thread ending =
        Thread.ofPlatform()
            .daemon()
            .name("drift-fleet-stop")
            .start(
                () -> {
                  try {
                    scheduler.shutdown(/* waitForJobsToComplete= */ true);
                  } catch (SchedulerException e) {
                    LOG.warn("the schedule did not end properly: {}", e.getMessage());
                  }
                });
    return ending.join(patience);
  }
}
