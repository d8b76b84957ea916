import { readdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { typeOf } from '../../columns/column-type.ts';
import { requireInstallation } from '../../installations/installation.ts';
import { inputsOf, sourceOf, type PlanNode } from '../../pipeline/plan-node.ts';
import { spark as dialect } from '../../sql/spark.ts';
import { writeSql } from '../../sql/write-sql.ts';
import { loadOutside } from '../../workloads/load-outside.ts';
import { acks, compression, fetchMaxWaitMs, javaOptions } from '../kafka/settings.ts';
import { startProgram } from '../kafka/program-job.ts';
import type { JobRequest, StartJob } from '../kafka/job.ts';
import type { Topics } from '../kafka/topics.ts';
import { traced } from '../traced-plan.ts';
import type { UnitSpec } from '../unit-spec.ts';
import { continuousCheckpointMs, realTimeCheckpointMs } from '../spark-modes.ts';

/** What `spark_job.py` reads. */
interface SparkRequest {
  readonly master: string;
  readonly settings: Readonly<Record<string, string>>;
  readonly tables: readonly string[];
  /** DDL of the records. */
  readonly schema: string;
  /** The call that makes the view of the records. */
  readonly records: string;
  readonly query: string;
  readonly outputMode: 'append' | 'update';
  readonly trigger: Readonly<Record<string, string>>;
  readonly reader: Readonly<Record<string, string>>;
  readonly writer: Readonly<Record<string, string>>;
  readonly json: Readonly<Record<string, string>>;
}

const program = fileURLToPath(new URL('./spark_job.py', import.meta.url));

/** Starts the plan's SQL as a streaming query, in a process of Python and one of Java. */
export const startSparkJob: StartJob = async (request, folder) => {
  const { python, jars, pysparkJars } = requireInstallation('spark');
  const path = join(folder, 'request.json');
  writeFileSync(path, JSON.stringify(await sparkRequest(request, jars, folder)));
  const job = startProgram('the Spark job', python!, [program, path], folder, {
    // Another Spark of the user, with its settings, would be started in its place.
    SPARK_HOME: dirname(pysparkJars!),
    SPARK_CONF_DIR: undefined,
    PYSPARK_SUBMIT_ARGS: undefined,
  });
  return { job, guarantee: 'at-least-once' };
};

async function sparkRequest({ spec, topics }: JobRequest, jars: string, folder: string): Promise<SparkRequest> {
  const workload = await loadOutside(spec.workload, { timeoutMs: undefined, notify: () => {} });
  const { plan } = traced(workload.plan);
  const sql = writeSql(plan, 'spark');
  const isTable = plan.kind === 'group-by';
  const { mode } = spec.configuration;
  const columns = Object.entries(sourceOf(plan).schema);
  const connection = javaOptions(topics, 'kafka.');
  // Each of them reads the topic by itself, and real-time mode needs all tasks at once.
  const slots = sourcesIn(plan) * topics.partitions + (isTable ? topics.partitions : 0);
  return {
    master: `local[${slots}]`,
    settings: settingsFor(jars, folder, topics),
    tables: sql.tables.map(({ statement }) => statement),
    schema: columns.map(([name, of]) => `${dialect.quoteName(name)} ${dialect.types[typeOf(of)]}`).join(', '),
    records: sql.records,
    query: sql.query,
    // Real-time mode knows no other one.
    outputMode: isTable || mode === 'real-time' ? 'update' : 'append',
    trigger: triggerOf(spec),
    reader: {
      ...connection,
      subscribe: topics.input,
      startingOffsets: 'earliest',
      'kafka.fetch.max.wait.ms': `${fetchMaxWaitMs}`,
    },
    writer: {
      ...connection,
      topic: topics.output,
      checkpointLocation: join(folder, 'checkpoint'),
      'kafka.acks': `${acks}`,
      'kafka.linger.ms': '0',
      'kafka.compression.type': compression,
    },
    json: { ignoreNullFields: 'false', timestampFormat: "yyyy-MM-dd'T'HH:mm:ss.SSSSSSXXX" },
  };
}

/** A stream that is used twice is read twice. */
function sourcesIn(plan: PlanNode): number {
  const inputs = inputsOf(plan);
  return inputs.length === 0 ? 1 : inputs.reduce((sum, input) => sum + sourcesIn(input), 0);
}

function settingsFor(jars: string, folder: string, { partitions }: Topics): Record<string, string> {
  return {
    'spark.local.dir': folder,
    'spark.driver.extraJavaOptions': `-Djava.io.tmpdir=${folder}`,
    'spark.jars': readdirSync(jars)
      .map((name) => join(jars, name))
      .join(','),
    'spark.ui.enabled': 'false',
    'spark.driver.host': '127.0.0.1',
    'spark.driver.bindAddress': '127.0.0.1',
    'spark.sql.session.timeZone': 'UTC',
    // More of them would only take turns.
    'spark.sql.shuffle.partitions': `${partitions}`,
    'spark.sql.streaming.stateStore.providerClass':
      'org.apache.spark.sql.execution.streaming.state.RocksDBStateStoreProvider',
    'spark.sql.streaming.stateStore.rocksdb.changelogCheckpointing.enabled': 'true',
  };
}

function triggerOf({ configuration: { mode, intervalMs } }: UnitSpec): Record<string, string> {
  switch (mode) {
    case 'continuous':
      return { continuous: `${continuousCheckpointMs} milliseconds` };
    case 'real-time':
      return { realTime: `${realTimeCheckpointMs} milliseconds` };
    default:
      return { processingTime: `${intervalMs ?? 0} milliseconds` };
  }
}
