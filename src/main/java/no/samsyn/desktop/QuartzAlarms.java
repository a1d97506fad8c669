package no.samsyn.desktop;

import java.time.Duration;
import java.util.Properties;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import org.quartz.DateBuilder;
import org.quartz.DateBuilder.IntervalUnit;
import org.quartz.JobBuilder;
import org.quartz.JobKey;
import org.quartz.Scheduler;
import org.quartz.SchedulerException;
import org.quartz.SimpleScheduleBuilder;
import org.quartz.Trigger;
import org.quartz.TriggerBuilder;
import org.quartz.TriggerKey;
import org.quartz.impl.StdSchedulerFactory;

/**
 * Alarms by Quartz. They live in memory only: what is due stands in the store, and this holds no
 * logic. Every alarm is a trigger that fires once; one that was missed fires at once and once.
 * Thread-safe.
 */
public final class QuartzAlarms implements Alarms {
  private static final AtomicLong NUMBER = new AtomicLong();
  private static final JobKey RUN = JobKey.jobKey("run");
  private static final JobKey LOOK = JobKey.jobKey("look-around");
  private static final int THREADS = 2; // the server may be looked for while a run ends

  private final Scheduler scheduler;

  public QuartzAlarms() {
    try {
      scheduler = new StdSchedulerFactory(settings()).getScheduler();
    } catch (SchedulerException e) {
      throw new IllegalStateException("the alarm clock cannot be made", e);
    }
  }

  /** A name of its own for each, because Quartz hands out the same one for the same name. */
  private static Properties settings() {
    var settings = new Properties();
    settings.setProperty("org.quartz.scheduler.instanceName", "sync-" + NUMBER.incrementAndGet());
    settings.setProperty("org.quartz.scheduler.skipUpdateCheck", "true");
    settings.setProperty("org.quartz.scheduler.makeSchedulerThreadDaemon", "true");
    settings.setProperty("org.quartz.threadPool.class", "org.quartz.simpl.SimpleThreadPool");
    settings.setProperty("org.quartz.threadPool.threadCount", Integer.toString(THREADS));
    settings.setProperty("org.quartz.threadPool.makeThreadsDaemons", "true");
    settings.setProperty("org.quartz.threadPool.threadNamePrefix", "sync");
    settings.setProperty("org.quartz.jobStore.class", "org.quartz.simpl.RAMJobStore");
    return settings;
  }

  @Override
  public void start(Consumer<Alarm> answers) {
    try {
      scheduler.getContext().put(AlarmJob.ANSWERS, answers);
      for (var key : new JobKey[] {RUN, LOOK}) {
        scheduler.addJob(
            JobBuilder.newJob(AlarmJob.class).withIdentity(key).storeDurably().build(), true);
      }
      scheduler.start();
    } catch (SchedulerException e) {
      throw new IllegalStateException("the alarm clock does not start", e);
    }
  }

  @Override
  public synchronized void set(Alarm alarm, Duration wait) { // two steps for Quartz, one for us
    var key = key(alarm);
    try {
      if (scheduler.isShutdown()) {
        return;
      }
      var trigger = trigger(alarm, wait);
      if (scheduler.rescheduleJob(key, trigger) == null) {
        scheduler.scheduleJob(trigger);
      }
    } catch (SchedulerException e) {
      throw new IllegalStateException("the alarm " + alarm + " cannot be set", e);
    }
  }

  private static Trigger trigger(Alarm alarm, Duration wait) {
    return TriggerBuilder.newTrigger()
        .withIdentity(key(alarm))
        .forJob(alarm.isForRun() ? RUN : LOOK)
        .startAt(DateBuilder.futureDate(Math.toIntExact(wait.toMillis()), IntervalUnit.MILLISECOND))
        .withSchedule(
            SimpleScheduleBuilder.simpleSchedule().withMisfireHandlingInstructionFireNow())
        .build();
  }

  private static TriggerKey key(Alarm alarm) {
    return TriggerKey.triggerKey(alarm.name());
  }

  @Override
  public void clear(Alarm alarm) {
    try {
      if (!scheduler.isShutdown()) {
        scheduler.unscheduleJob(key(alarm));
      }
    } catch (SchedulerException e) {
      throw new IllegalStateException("the alarm " + alarm + " cannot be cleared", e);
    }
  }

  @Override
  public void close() {
    try {
      scheduler.shutdown(false);
    } catch (SchedulerException e) {
      throw new IllegalStateException("the alarm clock does not stop", e);
    }
  }
}
