import { programBeside } from '../../processes/program-beside.ts';
import type { JobRequest, StartJob } from './job/job.ts';
import { startNodeProcess } from './job/node-process.ts';

/** How long a server takes, whatever the machine does: it copies records and sends each no earlier than that. */
export interface Service {
  /** Time between triggers; 0: each record by itself. */
  readonly everyMs: number;
  /** Of each record or micro-batch. */
  readonly fixedMicros: number;
  readonly perRecordMicros: number;
  /** One stall, that long after the first record; absent: none. */
  readonly stall?: { readonly afterMs: number; readonly forMs: number };
}

/** Copies at once: what is left is what the topics and the harness take. */
export const relay: Service = { everyMs: 0, fixedMicros: 0, perRecordMicros: 0 };

/** A server of known speed between two topics: the floor of all figures, and known truths for tests. */
export function knownServer(service: Service): StartJob {
  return async (request) => {
    const served: ServerRequest = { ...request, service };
    return { job: startNodeProcess('the relay', program, served), guarantee: 'at-least-once' };
  };
}

/** What its process is told. */
export interface ServerRequest extends JobRequest {
  readonly service: Service;
}

const program = programBeside(import.meta.url, 'known-server-process');
