import { typeOf } from '../columns/column-type.ts';
import { refuse } from './refusal.ts';
import { commaSeparated, indent, type Lines } from './select.ts';
import { sparkDuration } from './spark.ts';
import type { SqlWriter } from './sql-writer.ts';

/** Spark and Flink count the delay of a watermark in milliseconds. */
const microsPerMilli = 1000;

/**
 * Declares the table `records` that the SQL reads. In Spark and Flink the watermark belongs to a separate column,
 * `row_time`: neither engine accepts two event-time columns in one table.
 */
export function recordsSql(writer: SqlWriter): Lines {
  const { dialect, source } = writer;
  const columns = Object.entries(source.schema).map(
    ([name, spec]) => `${writer.name(name)} ${dialect.types[typeOf(spec)]}`,
  );
  switch (dialect.name) {
    case 'duckdb':
      return table([...columns, 'arrival BIGINT'], 'CREATE TABLE');
    case 'spark':
      return [`records${writer.readsEventTime ? sparkWatermark(writer) : ''}.createOrReplaceTempView("records")`];
    case 'flink':
      return table([...columns, ...flinkEventTime(writer)], 'CREATE TEMPORARY TABLE');
  }
}

function table(columns: readonly string[], create: string): Lines {
  return [`${create} records (`, ...indent(commaSeparated(columns)), ')'];
}

function sparkWatermark(writer: SqlWriter): string {
  const time = JSON.stringify(`${writer.name(writer.source.eventTime)} AS row_time`);
  return `.selectExpr("*", ${time}).withWatermark("row_time", "${sparkDuration(delayMicros(writer))}")`;
}

/** The columns of a table of Flink that declare the event time of its rows; none where no operator reads it. */
export function flinkEventTime(writer: SqlWriter): string[] {
  if (!writer.readsEventTime) return [];
  return [
    // Event time is in milliseconds.
    `row_time AS CAST(${writer.name(writer.source.eventTime)} AS TIMESTAMP(3))`,
    // Flink closes a window when the watermark reaches its last millisecond; a plan, when it reaches its end.
    `WATERMARK FOR row_time AS row_time - ${writer.interval(delayMicros(writer) + microsPerMilli)}`,
  ];
}

function delayMicros({ source: { watermarkDelayMicros }, dialect }: SqlWriter): number {
  if (watermarkDelayMicros % microsPerMilli === 0) return watermarkDelayMicros;
  return refuse(`${dialect.title} takes a watermark delay of whole milliseconds, not ${watermarkDelayMicros} µs`);
}
