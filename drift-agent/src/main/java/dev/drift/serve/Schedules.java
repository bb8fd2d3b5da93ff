package dev.drift.serve;

import com.cronutils.mapper.CronMapper;
import com.cronutils.model.CronType;
import com.cronutils.model.definition.CronDefinitionBuilder;
import com.cronutils.parser.CronParser;
import dev.drift.pipeline.Stopwatch;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Date;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.TimeZone;
import org.quartz.CronScheduleBuilder;
import org.quartz.DisallowConcurrentExecution;
import org.quartz.Job;
import org.quartz.JobBuilder;
import org.quartz.JobExecutionContext;
import org.quartz.ScheduleBuilder;
import org.quartz.Scheduler;
import org.quartz.SchedulerException;
import org.quartz.SimpleScheduleBuilder;
import org.quartz.Trigger;
import org.quartz.TriggerBuilder;
import org.quartz.TriggerKey;
import org.quartz.impl.StdSchedulerFactory;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The clock of the daemon: for each target, full checks and the polling of Git. No two runs of one
/// job overlap; what was missed, because one took long or the machine slept, is done once.
final class Schedules implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(Schedules.class);

  /// How often the clock is read.
  private static final Duration LOOK = Duration.ofSeconds(1);

  /// What counts as having been set back: time servers correct a clock by less all the time.
  private static final Duration SET_BACK = Duration.ofSeconds(10);

  private static final String CHECK = "check";
  private static final String GIT = "git";

  private final Scheduler scheduler;
  private final List<Planned> planned;
  private final Thread clockWatch;

  private Schedules(Scheduler scheduler, List<Planned> planned, InstantSource clock) {
    this.scheduler = scheduler;
    this.planned = List.copyOf(planned);
    this.clockWatch = Thread.ofVirtual().name("drift-clock").unstarted(() -> watch(clock));
  }

  /// @param first how long after it was planned it runs for the first time
  private record Planned(String target, String what, ScheduleBuilder<?> when, Duration first) {
    Trigger trigger(InstantSource clock) {
      return TriggerBuilder.newTrigger()
          .withIdentity(target, what)
          .withSchedule(when)
          .startAt(Date.from(clock.instant().plus(first)))
          .build();
    }
  }

  /// Runs what is due of one target.
  @DisallowConcurrentExecution
  static final class TargetJob implements Job {
    private final Runnable work;

    TargetJob(Runnable work) {
      this.work = work;
    }

    @Override
    public void execute(JobExecutionContext context) {
      work.run();
    }
  }

  static Schedules start(
      Collection<TargetLoop> loops, Schedule schedule, Duration gitInterval, InstantSource clock) {
    Map<String, TargetLoop> byName = new HashMap<>();
    loops.forEach(loop -> byName.put(loop.name(), loop));
    try {
      Scheduler scheduler = new StdSchedulerFactory(properties(2 * loops.size())).getScheduler();
      scheduler.setJobFactory(
          (bundle, _) -> {
            var key = bundle.getJobDetail().getKey();
            TargetLoop loop = byName.get(key.getName());
            if (loop == null) {
              throw new SchedulerException("no target " + key.getName());
            }
            return new TargetJob(key.getGroup().equals(CHECK) ? loop::fullCheck : loop::pollGit);
          });
      List<Planned> planned = new ArrayList<>();
      for (TargetLoop loop : loops) {
        planned.add(new Planned(loop.name(), CHECK, builder(schedule), first(schedule)));
        planned.add(new Planned(loop.name(), GIT, every(gitInterval), gitInterval));
      }
      for (Planned one : planned) {
        scheduler.scheduleJob(
            JobBuilder.newJob(TargetJob.class).withIdentity(one.target(), one.what()).build(),
            one.trigger(clock));
      }
      scheduler.start();
      Schedules schedules = new Schedules(scheduler, planned, clock);
      schedules.clockWatch.start();
      return schedules;
    } catch (SchedulerException e) {
      throw new IllegalStateException("the schedule cannot be started", e);
    }
  }

  /// When the next full check of a target starts.
  ///
  /// @return empty if the schedule has none, or has ended
  Optional<Instant> nextCheck(String target) {
    try {
      return Optional.ofNullable(scheduler.getTrigger(TriggerKey.triggerKey(target, CHECK)))
          .map(Trigger::getNextFireTime)
          .map(Date::toInstant);
    } catch (SchedulerException e) {
      LOG.debug("the schedule cannot be asked", e);
      return Optional.empty();
    }
  }

  private static Properties properties(int threads) {
    Properties properties = new Properties();
    properties.setProperty("org.quartz.scheduler.instanceName", "drift");
    properties.setProperty("org.quartz.threadPool.threadCount", String.valueOf(threads));
    properties.setProperty("org.quartz.jobStore.class", "org.quartz.simpl.RAMJobStore");
    properties.setProperty("org.quartz.scheduler.makeSchedulerThreadDaemon", "true");
    properties.setProperty("org.quartz.threadPool.makeThreadsDaemons", "true");
    return properties;
  }

  /// Quartz goes by the clock: if that is set back by hours, what is due would wait for hours. What
  /// is set forward is a misfire.
  private void watch(InstantSource clock) {
    try {
      while (true) {
        Instant before = clock.instant();
        Stopwatch time = Stopwatch.start();
        Thread.sleep(LOOK);
        Instant expected = before.plus(time.elapsed());
        if (clock.instant().isBefore(expected.minus(SET_BACK))) {
          LOG.warn("the clock was set back; what is due is counted from now on");
          for (Planned one : planned) {
            scheduler.rescheduleJob(
                TriggerKey.triggerKey(one.target(), one.what()), one.trigger(clock));
          }
        }
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt(); // Closed.
    } catch (SchedulerException e) {
      LOG.warn("the schedule cannot follow the clock: {}", e.getMessage());
    }
  }

  /// The first check of a target is made when its loop starts.
  private static Duration first(Schedule schedule) {
    return schedule instanceof Schedule.Every(Duration interval) ? interval : Duration.ZERO;
  }

  private static ScheduleBuilder<?> builder(Schedule schedule) {
    return switch (schedule) {
      case Schedule.Every(Duration interval) -> every(interval);
      case Schedule.Cron(var expression, var zone) ->
          CronScheduleBuilder.cronSchedule(quartz(expression))
              .inTimeZone(TimeZone.getTimeZone(zone))
              .withMisfireHandlingInstructionFireAndProceed();
    };
  }

  private static SimpleScheduleBuilder every(Duration interval) {
    return SimpleScheduleBuilder.simpleSchedule()
        .withIntervalInMilliseconds(interval.toMillis())
        .repeatForever()
        .withMisfireHandlingInstructionNextWithRemainingCount();
  }

  /// Quartz counts seconds, too, and wants a `?` for one of the two kinds of days.
  ///
  /// @throws IllegalArgumentException if it is not a cron expression of five fields
  static String quartz(String unix) {
    return CronMapper.fromUnixToQuartz()
        .map(new CronParser(CronDefinitionBuilder.instanceDefinitionFor(CronType.UNIX)).parse(unix))
        .asString();
  }

  /// What runs may end; nothing new begins.
  @Override
  public void close() {
    clockWatch.interrupt();
    try {
      scheduler.shutdown(/* waitForJobsToComplete= */ false);
    } catch (SchedulerException e) {
      LOG.warn("the schedule did not end properly: {}", e.getMessage());
    }
  }
}
