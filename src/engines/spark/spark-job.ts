import { writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { requireInstallation } from '../../installations/installation.ts';
import { inputsOf, type PlanNode } from '../../pipeline/plan-node.ts';
import { epochMs } from '../../executors/commit-policy.ts';
import { fetchMaxWaitMs, javaOptions } from '../kafka/broker/settings.ts';
import { startProgram } from '../kafka/job/program-job.ts';
import type { JobRequest, RunningJob } from '../kafka/job/job.ts';
import { jobElsewhere } from '../kafka/job/job-elsewhere.ts';
import type { Topics } from '../kafka/broker/topics.ts';
import type { UnitSpec } from '../unit-spec.ts';
import { microBatchesIn } from './micro-batches.ts';
import { sparkPlace, type SparkPlace } from './spark-place.ts';
import { jarsIn, jsonOptions, ownSettings, sparkQuery, writerOptions } from './spark-query.ts';

/** What `spark_job.py` reads. */
interface SparkRequest extends SparkPlace {
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
  /** The file for what Spark says of each micro-batch, as lines of JSON; null where there are none. */
  readonly progress: string | null;
}

const program = fileURLToPath(new URL('./spark_job.py', import.meta.url));

/**
 * Starts the plan's SQL as a streaming query, in a process of Python and one of Java.
 *
 * @param onMaster of a cluster that does the work; undefined: the process does it
 */
export async function startSparkJob(
  request: JobRequest,
  folder: string,
  onMaster: string | undefined,
): Promise<RunningJob> {
  const { python, jars, pysparkJars } = requireInstallation('spark');
  const path = join(folder, 'request.json');
  const written = await sparkRequest(request, jars, folder, onMaster);
  writeFileSync(path, JSON.stringify(written));
  const job = startProgram('the Spark job', python!, [program, path], folder, {
    // Another Spark of the user, with its settings, would be started in its place.
    SPARK_HOME: dirname(pysparkJars!),
    SPARK_CONF_DIR: undefined,
    PYSPARK_SUBMIT_ARGS: undefined,
    // With these its Python would find other modules, and its Java another default file system for the checkpoint.
    PYTHONHOME: undefined,
    PYTHONPATH: undefined,
    HADOOP_CONF_DIR: undefined,
    YARN_CONF_DIR: undefined,
  });
  const { progress } = written;
  const microBatches = progress === null ? {} : { microBatches: microBatchesIn(progress) };
  const placed = onMaster === undefined ? job : jobElsewhere(job);
  return { job: { ...placed, ...microBatches }, guarantee: 'at-least-once' };
}

async function sparkRequest(
  { spec, topics }: JobRequest,
  jars: string,
  folder: string,
  onMaster: string | undefined,
): Promise<SparkRequest> {
  const { plan, schema, records, tables, query } = await sparkQuery(spec);
  const isTable = plan.kind === 'group-by';
  const { mode, executor } = spec.configuration;
  // Each of them reads the topic by itself, and real-time mode needs all tasks at once.
  const slots = sourcesIn(plan) * topics.partitions + (isTable ? topics.partitions : 0);
  const isAsShipped = mode === 'as-shipped';
  const place = sparkPlace(onMaster, isAsShipped ? null : slots);
  return {
    ...place,
    settings: {
      ...ownSettings(folder),
      ...place.settings,
      'spark.jars': jarsIn(jars).join(','),
      // The job asks for them each second, and a micro-batch takes more than 50 ms.
      'spark.sql.streaming.numRecentProgressUpdates': '20',
      ...(isAsShipped ? {} : fairSettings(topics)),
    },
    tables,
    schema,
    records,
    query,
    // Real-time mode knows no other one.
    outputMode: isTable || mode === 'real-time' ? 'update' : 'append',
    trigger: triggerOf(spec),
    reader: {
      ...javaOptions(topics, 'kafka.'),
      subscribe: topics.input,
      startingOffsets: 'earliest',
      'kafka.fetch.max.wait.ms': `${fetchMaxWaitMs}`,
    },
    writer: { ...writerOptions(topics), checkpointLocation: join(folder, 'checkpoint') },
    json: jsonOptions,
    progress: executor === 'micro-batch' ? join(folder, 'progress.ndjson') : null,
  };
}

/** A stream that is used twice is read twice. */
function sourcesIn(plan: PlanNode): number {
  const inputs = inputsOf(plan);
  return inputs.length === 0 ? 1 : inputs.reduce((sum, input) => sum + sourcesIn(input), 0);
}

/** Spark's own defaults are those for large clusters. */
function fairSettings({ partitions }: Topics): Record<string, string> {
  return {
    // More of them would only take turns.
    'spark.sql.shuffle.partitions': `${partitions}`,
    'spark.sql.streaming.stateStore.providerClass':
      'org.apache.spark.sql.execution.streaming.state.RocksDBStateStoreProvider',
    'spark.sql.streaming.stateStore.rocksdb.changelogCheckpointing.enabled': 'true',
    // How long real-time mode holds rows before state: 50 ms unless told otherwise. At 0 a thread would spin.
    'spark.shuffle.streaming.networkBufferMaxWaitTimeMs': '1',
  };
}

function triggerOf({ configuration: { mode, intervalMs, commit } }: UnitSpec): Record<string, string> {
  switch (mode) {
    case 'continuous':
      return { continuous: `${epochMs(commit)} milliseconds` };
    case 'real-time':
      return { realTime: `${epochMs(commit)} milliseconds` };
    default:
      return { processingTime: `${intervalMs ?? 0} milliseconds` };
  }
}
