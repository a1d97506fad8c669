package no.samsyn.desktop;

import java.util.Objects;
import java.util.function.Consumer;
import no.samsyn.desktop.Alarms.Alarm;
import org.quartz.DisallowConcurrentExecution;
import org.quartz.Job;
import org.quartz.JobExecutionContext;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Hands an alarm of Quartz on. One run at a time: jobs of one key never overlap. */
@DisallowConcurrentExecution
public final class AlarmJob implements Job {
  static final String ANSWERS = "answers";

  private static final Logger LOG = LoggerFactory.getLogger(AlarmJob.class);

  /** For Quartz, which makes one for each ringing. */
  public AlarmJob() {}

  @Override
  @SuppressWarnings("unchecked") // nobody but QuartzAlarms puts it there
  public void execute(JobExecutionContext context) {
    var name = context.getTrigger().getKey().getName();
    try {
      var answers =
          (Consumer<Alarm>)
              Objects.requireNonNull(context.getScheduler().getContext().get(ANSWERS), ANSWERS);
      answers.accept(Alarm.valueOf(name));
    } catch (Exception e) { // a border: Quartz would set the trigger aside for good
      LOG.error("Nobody could answer the alarm {}; the next one rings all the same", name, e);
    }
  }
}
