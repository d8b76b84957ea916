import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.flink.api.common.serialization.DeserializationSchema;
import org.apache.flink.configuration.ConfigOption;
import org.apache.flink.configuration.ConfigOptions;
import org.apache.flink.metrics.MetricGroup;
import org.apache.flink.table.api.ValidationException;
import org.apache.flink.table.connector.format.DecodingFormat;
import org.apache.flink.table.connector.source.DynamicTableSource;
import org.apache.flink.table.connector.source.LookupTableSource;
import org.apache.flink.table.connector.source.lookup.LookupFunctionProvider;
import org.apache.flink.table.data.RowData;
import org.apache.flink.table.factories.DeserializationFormatFactory;
import org.apache.flink.table.factories.DynamicTableSourceFactory;
import org.apache.flink.table.factories.FactoryUtil;
import org.apache.flink.table.functions.FunctionContext;
import org.apache.flink.table.functions.LookupFunction;
import org.apache.flink.table.types.DataType;
import org.apache.flink.util.SimpleUserCodeClassLoader;
import org.apache.flink.util.UserCodeClassLoader;

/**
 * The connector `static-table`: rows that never change, for lookup joins by one column. They are the lines of a file in
 * a format such as `json`, read when the query is planned, and held in memory by each task.
 */
public class StaticTableFactory implements DynamicTableSourceFactory {
  private static final ConfigOption<String> PATH = ConfigOptions.key("path").stringType().noDefaultValue();

  @Override
  public String factoryIdentifier() {
    return "static-table";
  }

  @Override
  public Set<ConfigOption<?>> requiredOptions() {
    return Set.of(PATH, FactoryUtil.FORMAT);
  }

  @Override
  public Set<ConfigOption<?>> optionalOptions() {
    return Set.of();
  }

  @Override
  public DynamicTableSource createDynamicTableSource(Context context) {
    var helper = FactoryUtil.createTableFactoryHelper(this, context);
    var format = helper.discoverDecodingFormat(DeserializationFormatFactory.class, FactoryUtil.FORMAT);
    helper.validate();
    Path path = Path.of(helper.getOptions().get(PATH));
    try {
      return new StaticTable(context.getPhysicalRowDataType(), format, Files.readAllLines(path));
    } catch (IOException error) {
      throw new ValidationException("The rows of a static table cannot be read: " + path, error);
    }
  }

  private record StaticTable(
      DataType type, DecodingFormat<DeserializationSchema<RowData>> format, List<String> lines)
      implements LookupTableSource {
    @Override
    public LookupRuntimeProvider getLookupRuntimeProvider(LookupContext context) {
      int key = context.getKeys()[0][0];
      var keyOf = RowData.createFieldGetter(type.getLogicalType().getChildren().get(key), key);
      var ofRequest = RowData.createFieldGetter(type.getLogicalType().getChildren().get(key), 0);
      return LookupFunctionProvider.of(
          new RowsByKey(lines, format.createRuntimeDecoder(context, type), keyOf, ofRequest));
    }

    @Override
    public DynamicTableSource copy() {
      return this;
    }

    @Override
    public String asSummaryString() {
      return "static table";
    }
  }

  /** Public, because Flink looks for it by name. */
  public static class RowsByKey extends LookupFunction {
    private final List<String> lines;
    private final DeserializationSchema<RowData> decoder;
    private final RowData.FieldGetter keyOf;
    private final RowData.FieldGetter keyOfRequest;
    private transient Map<Object, List<RowData>> rows;

    RowsByKey(
        List<String> lines,
        DeserializationSchema<RowData> decoder,
        RowData.FieldGetter keyOf,
        RowData.FieldGetter keyOfRequest) {
      this.lines = lines;
      this.decoder = decoder;
      this.keyOf = keyOf;
      this.keyOfRequest = keyOfRequest;
    }

    @Override
    public void open(FunctionContext context) throws Exception {
      decoder.open(contextOf(context));
      rows = new HashMap<>();
      for (String line : lines) {
        RowData row = decoder.deserialize(line.getBytes(StandardCharsets.UTF_8));
        rows.put(canonical(keyOf.getFieldOrNull(row)), List.of(row));
      }
    }

    /** A null is never looked up. */
    @Override
    public Collection<RowData> lookup(RowData request) {
      return rows.getOrDefault(canonical(keyOfRequest.getFieldOrNull(request)), List.of());
    }

    /** The two zeros are one key. */
    private static Object canonical(Object key) {
      return key instanceof Double number ? (Object) (number + 0.0) : key;
    }

    private static DeserializationSchema.InitializationContext contextOf(FunctionContext context) {
      return new DeserializationSchema.InitializationContext() {
        @Override
        public MetricGroup getMetricGroup() {
          return context.getMetricGroup();
        }

        @Override
        public UserCodeClassLoader getUserCodeClassLoader() {
          return SimpleUserCodeClassLoader.create(RowsByKey.class.getClassLoader());
        }
      };
    }
  }
}
