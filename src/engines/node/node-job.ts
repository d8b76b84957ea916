import { isTransaction, type CommitPolicy } from '../../executors/commit-policy.ts';
import { programBeside } from '../../processes/program-beside.ts';
import type { StartJob } from '../kafka/job/job.ts';
import type { Guarantee } from '../../sinks/sink.ts';
import { startMembers } from './job-members.ts';

const program = programBeside(import.meta.url, 'node-job-process');

/** Starts the plan's own step as a consumer of the input topic and a producer of the output topic, once a partition. */
export const startNodeJob: StartJob = async (request) => {
  const job = startMembers('the Node job', program, request);
  return { job, guarantee: guaranteeOf(request.spec.configuration.commit) };
};

function guaranteeOf(commit: CommitPolicy): Guarantee {
  if (isTransaction(commit)) return 'exactly-once';
  return commit === 'none' ? 'none' : 'at-least-once';
}
