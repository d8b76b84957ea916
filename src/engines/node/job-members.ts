import { startNodeProcess } from '../kafka/job/node-process.ts';
import type { Job, JobRequest } from '../kafka/job/job.ts';

/** What a process of a job gets. */
export interface MemberRequest extends JobRequest {
  /** Its number among the processes of the job, from 0. */
  readonly member: number;
}

/** What it says whenever the group has divided the partitions anew. */
export interface Assigned {
  readonly kind: 'assigned';
  readonly partitions: readonly number[];
}

/** A job of as many processes as the topics have partitions: the members of one group, each with a partition. */
export function startMembers(name: string, program: URL, request: JobRequest): Job {
  const { partitions } = request.topics;
  const assigned = new Map<number, readonly number[]>();
  const ready = Promise.withResolvers<void>();
  const members = Array.from({ length: partitions }, (_, member) => {
    const ofMember: MemberRequest = { ...request, member };
    return startNodeProcess(name, program, ofMember, (message) => {
      assigned.set(member, (message as Assigned).partitions);
      // While members join, one has several partitions, or its last one goes to another.
      if (isDivided([...assigned.values()], partitions)) ready.resolve();
    });
  });
  return {
    ready: ready.promise,
    lost: Promise.race(members.map(async ({ lost }) => lost)),
    usage() {
      const usages = members.map((member) => member.usage()).filter((usage) => usage !== null);
      if (usages.length < members.length) return null;
      return {
        cpuNanos: usages.reduce((sum, { cpuNanos }) => sum + cpuNanos, 0),
        rssBytes: usages.reduce((sum, { rssBytes }) => sum + rssBytes, 0),
      };
    },
    async stop() {
      await Promise.all(members.map(async (member) => member.stop()));
    },
  };
}

/** Whether each partition has one member, and each member one partition. */
export function isDivided(assigned: readonly (readonly number[])[], partitions: number): boolean {
  const all = new Set(assigned.flat());
  return assigned.length === partitions && all.size === partitions && assigned.every(({ length }) => length === 1);
}
