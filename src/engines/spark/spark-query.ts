import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { typeOf, type Schema } from '../../columns/column-type.ts';
import { sourceOf, type PlanNode } from '../../pipeline/plan-node.ts';
import { spark as dialect } from '../../sql/spark.ts';
import { writeSql } from '../../sql/write-sql.ts';
import { loadOutside } from '../../workloads/load-outside.ts';
import { acks, compression, javaOptions } from '../kafka/broker/settings.ts';
import type { Topics } from '../kafka/broker/topics.ts';
import { traced } from '../traced-plan.ts';
import type { UnitSpec } from '../unit-spec.ts';

/** What Spark runs, in whatever mode. */
export interface SparkQuery {
  /** With the columns that trace records. */
  readonly plan: PlanNode;
  /** DDL of the records. */
  readonly schema: string;
  /** DDL of the rows that come out. */
  readonly rowSchema: string;
  /** The call that makes the view of the records. */
  readonly records: string;
  /** Statements that make the static tables. */
  readonly tables: readonly string[];
  readonly query: string;
}

export async function sparkQuery({ workload, configuration }: UnitSpec): Promise<SparkQuery> {
  const { plan } = traced((await loadOutside(workload, { timeoutMs: undefined, notify: () => {} })).plan);
  const { records, tables, query } = writeSql(plan, 'spark', {
    hasTableMaps: configuration.mode === 'continuous',
  });
  return {
    plan,
    schema: ddlOf(sourceOf(plan).schema),
    rowSchema: ddlOf(plan.schema),
    records,
    tables: tables.map(({ statement }) => statement),
    query,
  };
}

/** The columns as Spark declares them. */
export function ddlOf(schema: Schema): string {
  const columns = Object.entries(schema);
  return columns.map(([name, spec]) => `${dialect.quoteName(name)} ${dialect.types[typeOf(spec)]}`).join(', ');
}

/** How rows are written as JSON. */
export const jsonOptions = { ignoreNullFields: 'false', timestampFormat: "yyyy-MM-dd'T'HH:mm:ss.SSSSSSXXX" };

/** Options of what writes the output topic. */
export function writerOptions(topics: Topics): Record<string, string> {
  return {
    ...javaOptions(topics, 'kafka.'),
    topic: topics.output,
    'kafka.acks': `${acks}`,
    'kafka.linger.ms': '0',
    'kafka.compression.type': compression,
  };
}

/** Without these a job would not run as this program needs it, or leave files behind. */
export function ownSettings(folder: string): Record<string, string> {
  return {
    'spark.local.dir': folder,
    'spark.driver.extraJavaOptions': `-Djava.io.tmpdir=${folder}`,
    'spark.ui.enabled': 'false',
    'spark.sql.session.timeZone': 'UTC',
  };
}

export function jarsIn(folder: string): string[] {
  return readdirSync(folder).map((name) => join(folder, name));
}
