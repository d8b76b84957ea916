import { typeOf } from '../columns/column-type.ts';
import { refuse } from './refusal.ts';
import { commaSeparated, indent, type Lines } from './select.ts';
import { sparkDuration } from './spark.ts';
import type { SqlWriter } from './sql-writer.ts';

/** Spark and Flink count a watermark's delay in milliseconds. */
const microsPerMilli = 1000;

/** How the source's records become the table `records` that the SQL reads. */
export function recordsSql(writer: SqlWriter): Lines {
  const { dialect, source } = writer;
  const columns = Object.entries(source.schema).map(([name, spec]) => `${writer.name(name)} ${dialect.types[typeOf(spec)]}`);
  switch (dialect.name) {
    case 'duckdb':
      return ['CREATE TABLE records (', ...indent(commaSeparated([...columns, 'arrival BIGINT'])), ')'];
    case 'spark':
      return [`records.withWatermark(${JSON.stringify(source.eventTime)}, "${sparkDuration(delayMicros(writer))}").createOrReplaceTempView("records")`];
    case 'flink':
      return flinkTable(writer);
  }
}

function flinkTable(writer: SqlWriter): Lines {
  const { dialect, source } = writer;
  const time = writer.name(source.eventTime);
  const columns = Object.entries(source.schema).map(
    // A time attribute has milliseconds.
    ([name, spec]) => `${writer.name(name)} ${name === source.eventTime ? 'TIMESTAMP(3)' : dialect.types[typeOf(spec)]}`,
  );
  // Flink closes a window when the watermark reaches its last millisecond, a plan when it reaches its end.
  const watermark = `WATERMARK FOR ${time} AS ${time} - ${dialect.interval(delayMicros(writer) + microsPerMilli)}`;
  return ['CREATE TEMPORARY TABLE records (', ...indent(commaSeparated([...columns, watermark])), ')'];
}

function delayMicros({ source: { watermarkDelayMicros }, dialect }: SqlWriter): number {
  if (watermarkDelayMicros % microsPerMilli === 0) return watermarkDelayMicros;
  return refuse(`${dialect.title} takes a watermark delay of whole milliseconds, not ${watermarkDelayMicros} µs`);
}
