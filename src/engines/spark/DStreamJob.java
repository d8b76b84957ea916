import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.from_json;
import static org.apache.spark.sql.functions.struct;
import static org.apache.spark.sql.functions.to_json;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.File;
import java.io.Serializable;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.spark.SparkConf;
import org.apache.spark.api.java.JavaPairRDD;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.api.java.Optional;
import org.apache.spark.api.java.function.Function3;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Encoders;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.types.StructType;
import org.apache.spark.streaming.Durations;
import org.apache.spark.streaming.State;
import org.apache.spark.streaming.StateSpec;
import org.apache.spark.streaming.api.java.JavaInputDStream;
import org.apache.spark.streaming.api.java.JavaStreamingContext;
import org.apache.spark.streaming.kafka010.CanCommitOffsets;
import org.apache.spark.streaming.kafka010.ConsumerStrategies;
import org.apache.spark.streaming.kafka010.HasOffsetRanges;
import org.apache.spark.streaming.kafka010.KafkaUtils;
import org.apache.spark.streaming.kafka010.LocationStrategies;
import org.apache.spark.streaming.kafka010.OffsetRange;
import org.apache.spark.unsafe.types.UTF8String;
import scala.Tuple2;

/**
 * Runs the SQL of a plan between two topics of Kafka over a DStream: it is queried micro-batch by micro-batch. A table
 * of groups is kept by mapWithState, which adds the groups of each micro-batch to it.
 *
 * <p>java DStreamJob REQUEST.json: what to run, as dstream-job.ts writes it. It ends when a micro-batch fails or
 * the process is stopped. Started again, it goes on behind the offsets that it has committed or, with groups, from its
 * checkpoint.
 */
public class DStreamJob {
  public record Request(
      String master, Map<String, String> settings, int cores, long intervalMs, List<String> tables, String schema,
      String query, String rowSchema, String topic, Map<String, Object> consumer, Map<String, String> writer,
      Map<String, String> json, List<String> merges, String checkpoint) implements Serializable {}

  public static void main(String[] args) throws Exception {
    Request request = new ObjectMapper().readValue(new File(args[0]), Request.class);
    JavaStreamingContext streaming = request.merges() == null
        ? withoutState(request)
        : JavaStreamingContext.getOrCreate(request.checkpoint(), () -> withGroups(request));
    streaming.sparkContext().setLogLevel("ERROR");
    awaitCores(streaming.sparkContext(), request.cores());
    SparkSession spark = SparkSession.builder().config(streaming.sparkContext().getConf()).getOrCreate();
    request.tables().forEach(spark::sql);
    // What is compiled for the first micro-batches would hold up those behind them.
    for (int run = 0; run < 5; run++) warmUp(spark, request);
    streaming.start();
    try {
      streaming.awaitTermination();
    } catch (Exception error) {
      error.printStackTrace();
      // Spark's own threads would keep the process.
      System.exit(1);
    }
  }

  /** A cluster starts its executors meanwhile. With fewer cores it would be measured as if it had them. */
  private static void awaitCores(JavaSparkContext context, int wanted) throws InterruptedException {
    int cores = 0;
    for (int tries = 0; tries < 300; tries++) {
      cores = 0;
      var executors = context.sc().statusStore().executorList(true).iterator();
      while (executors.hasNext()) cores += executors.next().totalCores();
      if (cores >= wanted) return;
      Thread.sleep(100);
    }
    throw new IllegalStateException("the cluster has given " + cores + " of " + wanted + " cores within 30 s");
  }

  /** Does what a micro-batch does with a record of nulls, and writes none of its rows. */
  private static void warmUp(SparkSession spark, Request request) {
    Dataset<Row> rows = query(spark.createDataset(List.of("{}"), Encoders.STRING()), request);
    if (request.merges() != null) rows = tableOf(byKey(rows, request).values(), request);
    write(rows.where("rand() < 0"), request);
  }

  private static JavaStreamingContext withoutState(Request request) {
    JavaStreamingContext streaming = contextOf(request);
    JavaInputDStream<ConsumerRecord<String, String>> stream = inputOf(streaming, request);
    stream.foreachRDD(batch -> {
      if (batch.isEmpty()) return;
      OffsetRange[] offsets = ((HasOffsetRanges) batch.rdd()).offsetRanges();
      write(query(texts(batch), request), request);
      ((CanCommitOffsets) stream.inputDStream()).commitAsync(offsets);
    });
    return streaming;
  }

  private static JavaStreamingContext withGroups(Request request) {
    JavaStreamingContext streaming = contextOf(request);
    streaming.checkpoint(request.checkpoint());
    Function3<Row, Optional<Row>, State<Row>, Row> add = (key, of, groups) -> {
      Row group = groups.exists() ? merged(groups.get(), of.get(), request.merges()) : of.get();
      groups.update(group);
      return group;
    };
    inputOf(streaming, request)
        .transformToPair(batch -> batch.isEmpty() ? none(batch) : byKey(query(texts(batch), request), request))
        .mapWithState(StateSpec.function(add))
        .foreachRDD(groups -> {
          // Nothing of it is computed twice: Spark keeps the state of each micro-batch.
          if (!groups.isEmpty()) write(tableOf(groups, request), request);
        });
    return streaming;
  }

  private static JavaStreamingContext contextOf(Request request) {
    SparkConf conf = new SparkConf().setAppName("stream-bench").setMaster(request.master());
    request.settings().forEach(conf::set);
    return new JavaStreamingContext(conf, Durations.milliseconds(request.intervalMs()));
  }

  private static JavaInputDStream<ConsumerRecord<String, String>> inputOf(
      JavaStreamingContext streaming, Request request) {
    return KafkaUtils.createDirectStream(streaming, LocationStrategies.PreferConsistent(),
        ConsumerStrategies.Subscribe(List.of(request.topic()), request.consumer()));
  }

  private static Dataset<String> texts(JavaRDD<ConsumerRecord<String, String>> batch) {
    return SparkSession.active().createDataset(batch.map(ConsumerRecord::value).rdd(), Encoders.STRING());
  }

  /** The rows that the plan's SQL makes of these records. */
  private static Dataset<Row> query(Dataset<String> texts, Request request) {
    Column record = from_json(col("value"), StructType.fromDDL(request.schema()), Map.of());
    texts.select(record.alias("record")).select("record.*").createOrReplaceTempView("records");
    return SparkSession.active().sql(request.query());
  }

  private static Dataset<Row> json(Dataset<Row> rows, Request request) {
    Column[] columns = Arrays.stream(rows.columns()).map(name -> col("`" + name + "`")).toArray(Column[]::new);
    return rows.select(to_json(struct(columns), request.json()).alias("value"));
  }

  private static void write(Dataset<Row> rows, Request request) {
    json(rows, request).write().format("kafka").options(request.writer()).save();
  }

  private static JavaPairRDD<Row, Row> none(JavaRDD<?> batch) {
    return JavaPairRDD.fromJavaRDD(JavaSparkContext.fromSparkContext(batch.context()).emptyRDD());
  }

  /** Rows by the values of their key. */
  private static JavaPairRDD<Row, Row> byKey(Dataset<Row> rows, Request request) {
    int keys = (int) request.merges().stream().filter("key"::equals).count();
    return rows.toJavaRDD().mapToPair(row -> {
      Object[] key = IntStream.range(0, keys).mapToObj(row::get).toArray();
      return new Tuple2<>(RowFactory.create(key), row);
    });
  }

  private static Dataset<Row> tableOf(JavaRDD<Row> groups, Request request) {
    return SparkSession.active().createDataFrame(groups, StructType.fromDDL(request.rowSchema()));
  }

  private static Row merged(Row group, Row added, List<String> merges) {
    Object[] values = IntStream.range(0, merges.size())
        .mapToObj(at -> merged(group.get(at), added.get(at), merges.get(at)))
        .toArray();
    return RowFactory.create(values);
  }

  private static Object merged(Object value, Object added, String merge) {
    if (value == null || merge.equals("key")) return added;
    if (added == null) return value;
    return switch (merge) {
      case "least" -> compare(added, value) < 0 ? added : value;
      case "greatest" -> compare(added, value) > 0 ? added : value;
      default -> sum(value, added);
    };
  }

  private static Object sum(Object value, Object added) {
    // In one expression, both branches would be doubles.
    if (value instanceof Long whole) return Math.addExact(whole, (Long) added);
    return (Double) value + (Double) added;
  }

  /** As Spark orders values: texts by their UTF-8. */
  @SuppressWarnings("unchecked")
  private static int compare(Object left, Object right) {
    if (left instanceof String text)
      return UTF8String.fromString(text).compareTo(UTF8String.fromString((String) right));
    return ((Comparable<Object>) left).compareTo(right);
  }
}
