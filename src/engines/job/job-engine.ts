import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import type { Engine, EngineLimits } from '../engine.ts';
import type { Cluster } from '../kafka/cluster.ts';
import type { StartJob } from '../kafka/job/job.ts';
import { kafkaEngine } from '../kafka/kafka-engine.ts';
import { startProgram } from '../kafka/job/program-job.ts';
import { environmentOf, filledIn } from './job-command.ts';
import type { OwnJobs } from './own-jobs.ts';

const limits: EngineLimits = {
  maxRecords: 2 ** 22,
  // What others need that compile their code while they run.
  firstRatePerSecond: 500,
  glanceMs: 2000,
  shortestUnitMs: 5000,
  warmUpMs: (_, longestWaitMs) => Math.max(8000, 3 * longestWaitMs),
};

/** Jobs of the user: any program between two topics, of which only its command is known. */
export function jobEngine({ jobs, box, topicNames }: OwnJobs, cluster: Cluster, temporary: string): Engine {
  const commands = new Map(jobs.map(({ name, command }) => [name, command]));
  const startJob: StartJob = async (request, folder) =>
    startOwnJob(commands.get(request.spec.configuration.mode)!, request, folder);
  const unknown = { box, topicNames };
  return kafkaEngine({ name: 'job', limits, refusals: () => [], startJob, unknown }, cluster, temporary);
}

async function startOwnJob(
  command: string,
  { spec, topics }: Parameters<StartJob>[0],
  folder: string,
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
  };
  const args = ['-c', filledIn(command, place)];
  const job = startProgram(`job ${mode}`, '/bin/sh', args, folder, environmentOf(place), process.cwd());
  return { job, guarantee: 'none' };
}
