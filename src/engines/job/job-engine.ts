import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Engine, EngineLimits } from '../engine.ts';
import { sourceOf } from '../../pipeline/plan-node.ts';
import { loadOutside } from '../../workloads/load-outside.ts';
import { avroSchema } from '../kafka/black-box/avro-schema.ts';
import type { BlackBox } from '../kafka/black-box/black-box.ts';
import { numberMember } from '../kafka/black-box/record-texts.ts';
import type { Cluster } from '../kafka/cluster.ts';
import { compilingLimits } from '../kafka/compiling-limits.ts';
import type { StartJob } from '../kafka/job/job.ts';
import { kafkaEngine } from '../kafka/kafka-engine.ts';
import { startProgram } from '../kafka/job/program-job.ts';
import { environmentOf, filledIn } from './job-command.ts';
import type { UnitSpec } from '../unit-spec.ts';
import type { OwnJobs } from './own-jobs.ts';

/** It may be any program. */
const limits: EngineLimits = { ...compilingLimits, firstRatePerSecond: 500 };

/** Jobs of the user: any program between two topics, of which only its command is known. */
export function jobEngine({ jobs, box, topicNames }: OwnJobs, cluster: Cluster, temporary: string): Engine {
  const commands = new Map(jobs.map(({ name, command }) => [name, command]));
  const startJob: StartJob = async (request, folder) =>
    startOwnJob(commands.get(request.spec.configuration.mode)!, request, folder, box);
  const unknown = { box, topicNames };
  return kafkaEngine({ name: 'job', limits, refusals: () => [], startJob, unknown }, cluster, temporary);
}

async function startOwnJob(
  command: string,
  { spec, topics }: Parameters<StartJob>[0],
  folder: string,
  box: BlackBox,
): ReturnType<StartJob> {
  const { mode, intervalMs } = spec.configuration;
  // Empty: what the job prints is kept beside it.
  const own = join(folder, 'job');
  mkdirSync(own);
  const place = {
    kafka: topics.bootstrap,
    in: topics.input,
    out: topics.output,
    folder: own,
    interval: intervalMs,
    schema: box.format === 'avro' ? await schemaFile(spec, box, folder) : null,
  };
  const args = ['-c', filledIn(command, place)];
  const job = startProgram(`job ${mode}`, '/bin/sh', args, folder, environmentOf(place), process.cwd());
  return { job, guarantee: 'none' };
}

async function schemaFile({ workload }: UnitSpec, { trace }: BlackBox, folder: string): Promise<string> {
  const { plan } = await loadOutside(workload, { timeoutMs: undefined, notify: () => {} });
  const { schema } = sourceOf(plan);
  const path = join(folder, 'schema.avsc');
  writeFileSync(path, `${JSON.stringify(avroSchema(schema, numberMember({ schema }, trace)), null, 2)}\n`);
  return path;
}
