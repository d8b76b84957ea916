import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.table.api.EnvironmentSettings;
import org.apache.flink.table.api.TableEnvironment;
import org.apache.flink.table.api.TableResult;

/**
 * Runs SQL statements, one file each, in the order of their names: the last one is an INSERT between two topics, which
 * runs until the process is stopped.
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
    TableResult last = null;
    for (Path statement : statements(folder)) last = environment.executeSql(Files.readString(statement));
    last.await();
  }

  private static List<Path> statements(Path folder) throws Exception {
    try (var files = Files.list(folder)) {
      return files.filter(file -> file.toString().endsWith(".sql")).sorted().toList();
    }
  }
}
