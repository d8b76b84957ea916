import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.core.execution.JobClient;
import org.apache.flink.table.api.EnvironmentSettings;
import org.apache.flink.table.api.TableEnvironment;
import org.apache.flink.table.api.TableResult;

/**
 * Runs SQL statements, one file each, in the order of their names: the last one is an INSERT between two topics, which
 * runs until the process is stopped, in the process itself or on a session cluster.
 *
 * <p>java FlinkJob FOLDER: the folder has the statements, and `settings`, a line `name: value` for each.
 */
public class FlinkJob {
  public static void main(String[] args) throws Exception {
    Path folder = Path.of(args[0]);
    Configuration configuration = new Configuration();
    for (String line : Files.readAllLines(folder.resolve("settings"))) {
      int end = line.indexOf(": ");
      configuration.setString(line.substring(0, end), line.substring(end + 2));
    }
    TableEnvironment environment = TableEnvironment.create(
        EnvironmentSettings.newInstance().inStreamingMode().withConfiguration(configuration).build());
    CompletableFuture<JobClient> sent = new CompletableFuture<>();
    if ("remote".equals(configuration.getString("execution.target", null))) belongToThisProcess(sent);
    TableResult last = null;
    try {
      for (Path statement : statements(folder)) last = environment.executeSql(Files.readString(statement));
      sent.complete(last.getJobClient().orElseThrow());
    } finally {
      sent.cancel(false);
    }
    last.await();
  }

  /** A session cluster would go on with it: it is cancelled when this process is stopped, or no longer heard of. */
  private static void belongToThisProcess(CompletableFuture<JobClient> sent) {
    Runtime.getRuntime().addShutdownHook(new Thread(() -> {
      try {
        // It may be on its way. Only when it has ended are its slots free for the next one.
        sent.thenCompose(job -> job.cancel().thenCompose(asked -> job.getJobExecutionResult()))
            .get(4, TimeUnit.SECONDS);
      } catch (Exception error) {
        // It has ended, as cancelled too, was never sent, or ends without heartbeats.
      }
    }));
    var heartbeats = Executors.newSingleThreadScheduledExecutor(beat -> {
      Thread thread = new Thread(beat);
      thread.setDaemon(true);
      return thread;
    });
    sent.thenAccept(job -> {
      Runnable beat = () -> job.reportHeartbeat(System.currentTimeMillis() + 30_000);
      heartbeats.scheduleWithFixedDelay(beat, 0, 5, TimeUnit.SECONDS);
    });
  }

  private static List<Path> statements(Path folder) throws Exception {
    try (var files = Files.list(folder)) {
      return files.filter(file -> file.toString().endsWith(".sql")).sorted().toList();
    }
  }
}
