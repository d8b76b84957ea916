import { writeFileSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { requireInstallation } from '../../installations/installation.ts';
import { javaProgram } from '../../installations/needed-programs.ts';
import type { GroupByNode } from '../../operators/group-by.ts';
import type { PlanNode } from '../../pipeline/plan-node.ts';
import { compileJar } from '../kafka/job/compiled-jar.ts';
import type { JobRequest, RunningJob } from '../kafka/job/job.ts';
import { jobElsewhere } from '../kafka/job/job-elsewhere.ts';
import { startProgram } from '../kafka/job/program-job.ts';
import { fetchMaxWaitMs, javaOptions } from '../kafka/broker/settings.ts';
import { sparkPlace, type SparkPlace } from './spark-place.ts';
import { jarsIn, jsonOptions, ownSettings, sparkQuery, writerOptions } from './spark-query.ts';

/** How a column of a group changes with each micro-batch. */
type Merge = 'key' | 'add' | 'least' | 'greatest';

/** What `DStreamJob.java` reads. */
interface DStreamRequest extends SparkPlace {
  readonly intervalMs: number;
  readonly tables: readonly string[];
  /** DDL of the records. */
  readonly schema: string;
  readonly query: string;
  /** DDL of the rows that come out. */
  readonly rowSchema: string;
  readonly topic: string;
  /** Of the client that reads. */
  readonly consumer: Readonly<Record<string, string>>;
  /** Of what writes. */
  readonly writer: Readonly<Record<string, string>>;
  readonly json: Readonly<Record<string, string>>;
  /** For each column of a table of groups; null where the rows are no such table. */
  readonly merges: readonly Merge[] | null;
  /** Folder of the state of groups. */
  readonly checkpoint: string;
}

const program = fileURLToPath(new URL('./DStreamJob.java', import.meta.url));

/**
 * Starts the plan's SQL over a DStream: it runs on each micro-batch. In a process of Java.
 *
 * @param ended see `StartJob`
 * @param onMaster of a cluster that does the work; undefined: the process does it
 */
export async function startDStreamJob(
  request: JobRequest,
  folder: string,
  ended: AbortSignal,
  onMaster: string | undefined,
): Promise<RunningJob> {
  const { jars, pysparkJars } = requireInstallation('spark');
  const jobJar = { name: 'the Spark job', sources: [program], libraries: [pysparkJars!, jars] };
  const ofJob = [await compileJar(jobJar, folder, ended), ...jarsIn(jars)];
  const path = join(folder, 'request.json');
  writeFileSync(path, JSON.stringify(await dstreamRequest(request, folder, ofJob, onMaster)));
  const classPath = [join(pysparkJars!, '*'), ...ofJob].join(delimiter);
  const args = [...flags, `-Djava.io.tmpdir=${folder}`, '-cp', classPath, 'DStreamJob', path];
  const job = startProgram('the Spark job', javaProgram(process.env), args, folder, { SPARK_CONF_DIR: undefined });
  // Offsets are committed behind the rows or, with groups, kept in the checkpoint with them.
  return { job: onMaster === undefined ? job : jobElsewhere(job), guarantee: 'at-least-once' };
}

/** As Spark's own launcher opens them. */
const opened = [
  'java.lang',
  'java.lang.invoke',
  'java.lang.reflect',
  'java.io',
  'java.net',
  'java.nio',
  'java.util',
  'java.util.concurrent',
  'java.util.concurrent.atomic',
  'jdk.internal.ref',
  'sun.nio.ch',
  'sun.nio.cs',
  'sun.security.action',
  'sun.util.calendar',
];
const flags = [
  // Python's launcher gives as much by default.
  '-Xmx1g',
  '-Djdk.reflect.useDirectMethodHandle=false',
  ...opened.map((name) => `--add-opens=java.base/${name}=ALL-UNNAMED`),
];

async function dstreamRequest(
  { spec, topics }: JobRequest,
  folder: string,
  jars: readonly string[],
  onMaster: string | undefined,
): Promise<DStreamRequest> {
  const { plan, schema, tables, query, rowSchema } = await sparkQuery(spec);
  const place = sparkPlace(onMaster, topics.partitions);
  return {
    ...place,
    settings: {
      ...ownSettings(folder),
      ...place.settings,
      'spark.jars': jars.join(','),
      'spark.sql.shuffle.partitions': `${topics.partitions}`,
      'spark.default.parallelism': `${topics.partitions}`,
      // It would run parts of the query while the micro-batch is only planned.
      'spark.sql.adaptive.enabled': 'false',
    },
    intervalMs: spec.configuration.intervalMs!,
    tables,
    schema,
    query,
    rowSchema,
    topic: topics.input,
    consumer: {
      ...javaOptions(topics, ''),
      'key.deserializer': textDeserializer,
      'value.deserializer': textDeserializer,
      'group.id': `${topics.input}-job`,
      'auto.offset.reset': 'earliest',
      'enable.auto.commit': 'false',
      'fetch.max.wait.ms': `${fetchMaxWaitMs}`,
    },
    writer: writerOptions(topics),
    json: jsonOptions,
    merges: plan.kind === 'group-by' ? mergesOf(plan as GroupByNode) : null,
    checkpoint: join(folder, 'checkpoint'),
  };
}

const textDeserializer = 'org.apache.kafka.common.serialization.StringDeserializer';

function mergesOf({ by, aggregates }: GroupByNode & PlanNode): Merge[] {
  const merges = Object.values(aggregates).map((aggregate): Merge => {
    switch (aggregate.function) {
      case 'min':
        return 'least';
      case 'max':
        return 'greatest';
      default:
        return 'add';
    }
  });
  return [...by.map((): Merge => 'key'), ...merges];
}
