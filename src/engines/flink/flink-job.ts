import { readdirSync, writeFileSync } from 'node:fs';
import { mkdir } from 'node:fs/promises';
import { delimiter, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { typeOf, type ColumnSpec, type Schema } from '../../columns/column-type.ts';
import { requireInstallation } from '../../installations/installation.ts';
import { javaProgram } from '../../installations/needed-programs.ts';
import { outputKey } from '../../operators/output-key.ts';
import { sourceOf, type PlanNode } from '../../pipeline/plan-node.ts';
import { flink as dialect } from '../../sql/flink.ts';
import { writeSql } from '../../sql/write-sql.ts';
import { loadOutside } from '../../workloads/load-outside.ts';
import { compileJar } from '../kafka/job/compiled-jar.ts';
import type { JobRequest, RunningJob } from '../kafka/job/job.ts';
import { jobElsewhere } from '../kafka/job/job-elsewhere.ts';
import { startProgram } from '../kafka/job/program-job.ts';
import { acks, compression, fetchMaxWaitMs, javaOptions } from '../kafka/broker/settings.ts';
import type { Topics } from '../kafka/broker/topics.ts';
import { traced } from '../traced-plan.ts';
import type { UnitSpec } from '../unit-spec.ts';
import { requireSlots, sessionSettings } from './session-cluster.ts';
import { staticTable } from './static-tables.ts';
import { withOptions } from './table-options.ts';

const flags = ['-Xmx2g', ...['java.util', 'java.lang'].map((name) => `--add-opens=java.base/${name}=ALL-UNNAMED`)];
const quiet = '-Dorg.slf4j.simpleLogger.defaultLogLevel=error';

const sources = ['FlinkJob', 'StaticTableFactory'].map((name) =>
  fileURLToPath(new URL(`./${name}.java`, import.meta.url)),
);
/** Flink finds connectors only in files. */
const connectors = { 'META-INF/services/org.apache.flink.table.factories.Factory': 'StaticTableFactory\n' };
/** What is not in every cluster. */
const shipped = /^flink-(?:sql-connector-kafka|connector-base|json)-/;

/**
 * Starts the plan's SQL as a streaming query, in a process of Java.
 *
 * @param ended see `StartJob`
 * @param session `host:port` of a session cluster that does the work; undefined: the process is its own cluster
 */
export async function startFlinkJob(
  { spec, topics }: JobRequest,
  folder: string,
  ended: AbortSignal,
  session: string | undefined,
): Promise<RunningJob> {
  const { jars } = requireInstallation('flink');
  const { parallelism = 1 } = spec.configuration;
  if (session !== undefined) await requireSlots(session, parallelism);
  const jarSources = { name: 'the Flink job', sources, libraries: [jars], files: connectors };
  const jar = await compileJar(jarSources, folder, ended);
  const ofJob = [jar, ...readdirSync(jars).flatMap((name) => (shipped.test(name) ? [join(jars, name)] : []))];
  const workload = await loadOutside(spec.workload, { timeoutMs: undefined, notify: () => {} });
  const statements = join(folder, 'statements');
  await mkdir(statements);
  const ofPlace = session === undefined ? ownCluster : sessionSettings(session, ofJob);
  const settings = Object.entries({ ...settingsFor(spec), ...ofPlace }).map(([name, value]) => `${name}: ${value}\n`);
  writeFileSync(join(statements, 'settings'), settings.join(''));
  statementsOf(traced(workload.plan).plan, topics, folder).forEach((text, index) =>
    writeFileSync(join(statements, `${String(index).padStart(3, '0')}.sql`), text),
  );
  // Its own cluster would leave files behind if it is killed.
  const ofFolder = `-Djava.io.tmpdir=${folder}`;
  const args = [...flags, quiet, ofFolder, '-cp', [jar, join(jars, '*')].join(delimiter), 'FlinkJob', statements];
  const job = startProgram('the Flink job', javaProgram(process.env), args, folder);
  // Without checkpoints nothing holds once it fails.
  return { job: session === undefined ? job : jobElsewhere(job), guarantee: 'none' };
}

/** @param plan with the columns that trace records */
function statementsOf(plan: PlanNode, topics: Topics, folder: string): string[] {
  const { tables, query, eventTime } = writeSql(plan, 'flink');
  const { schema } = sourceOf(plan);
  return [
    inputTable(schema, eventTime, topics),
    recordsView(schema, eventTime.length > 0),
    ...tables.map((each) => staticTable(each, join(folder, `${each.name}.json`))),
    outputTable(plan, topics),
    `INSERT INTO output ${query}`,
  ];
}

const ownCluster = {
  'rest.address': '127.0.0.1',
  'rest.bind-address': '127.0.0.1',
  'taskmanager.memory.managed.size': '64 mb',
  'taskmanager.memory.network.min': '32 mb',
  'taskmanager.memory.network.max': '32 mb',
};

function settingsFor({ configuration: { mode, intervalMs, parallelism = 1 } }: UnitSpec): Record<string, string> {
  const bundled = {
    'table.exec.mini-batch.enabled': 'true',
    'table.exec.mini-batch.allow-latency': `${intervalMs} ms`,
    'table.exec.mini-batch.size': '100000',
  };
  return {
    'parallelism.default': `${parallelism}`,
    'table.local-time-zone': 'UTC',
    // Buffers are sent when they are full, or after 100 ms, unless told otherwise.
    'execution.buffer-timeout.interval': '0 ms',
    ...(mode === 'mini-batch' && bundled),
  };
}

/** Flink's connector has a copy of Kafka's client with classes of other names. */
function connectionOptions(topics: Topics): Record<string, string> {
  const jaas = 'properties.sasl.jaas.config';
  const options = javaOptions(topics, 'properties.');
  const shaded = options[jaas]?.replace(/\borg\.apache\.kafka\./, 'org.apache.flink.kafka.shaded.org.apache.kafka.');
  return { ...options, ...(shaded !== undefined && { [jaas]: shaded }) };
}

/** The topic as it is: times with the zone that they are written in. */
function inputTable(schema: Schema, eventTime: readonly string[], topics: Topics): string {
  const columns = Object.entries(schema).map(([name, spec]) => {
    const type = typeOf(spec) === 'timestamp' ? 'TIMESTAMP_LTZ(6)' : dialect.types[typeOf(spec)];
    return `${dialect.quoteName(name)} ${type}`;
  });
  return table('input', [...columns, ...eventTime], {
    connector: 'kafka',
    topic: topics.input,
    ...connectionOptions(topics),
    'properties.group.id': `${topics.input}-job`,
    'properties.fetch.max.wait.ms': `${fetchMaxWaitMs}`,
    'scan.startup.mode': 'earliest-offset',
    format: 'json',
    'json.timestamp-format.standard': 'ISO-8601',
  });
}

function recordsView(schema: Schema, hasEventTime: boolean): string {
  const columns = Object.entries(schema).map(([name, spec]) => {
    const column = dialect.quoteName(name);
    return `CAST(${column} AS ${dialect.types[typeOf(spec)]}) AS ${column}`;
  });
  const all = hasEventTime ? [...columns, 'row_time'] : columns;
  return `CREATE TEMPORARY VIEW records AS SELECT ${all.join(', ')} FROM input`;
}

/** A table of groups is written as its changes, and so needs a key. */
function outputTable(plan: PlanNode, topics: Topics): string {
  const key = plan.kind === 'group-by' ? outputKey(plan)! : [];
  const columns = Object.entries(plan.schema).map(([name, spec]) => columnOf(name, spec, key.includes(name)));
  const primary = key.length === 0 ? [] : [`PRIMARY KEY (${key.map(dialect.quoteName).join(', ')}) NOT ENFORCED`];
  const json = { 'json.timestamp-format.standard': 'ISO-8601' };
  const formats =
    key.length === 0
      ? { connector: 'kafka', format: 'json', ...json }
      : { connector: 'upsert-kafka', ...prefixed('key', json), ...prefixed('value', json) };
  return table('output', [...columns, ...primary], {
    ...formats,
    topic: topics.output,
    ...connectionOptions(topics),
    'properties.linger.ms': '0',
    'properties.acks': `${acks}`,
    'properties.compression.type': compression,
  });
}

function prefixed(part: 'key' | 'value', options: Readonly<Record<string, string>>): Record<string, string> {
  const own = Object.entries(options).map(([name, value]) => [`${part}.${name}`, value]);
  return { [`${part}.format`]: 'json', ...(Object.fromEntries(own) as Record<string, string>) };
}

function columnOf(name: string, spec: ColumnSpec, isKey: boolean): string {
  return `${dialect.quoteName(name)} ${dialect.types[typeOf(spec)]}${isKey ? ' NOT NULL' : ''}`;
}

function table(name: string, columns: readonly string[], options: Readonly<Record<string, string>>): string {
  return withOptions(`CREATE TEMPORARY TABLE ${name} (${columns.join(', ')})`, options);
}
