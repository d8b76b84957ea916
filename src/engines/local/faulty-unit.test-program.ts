import { mkdirSync, mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, vi } from 'vitest';
import { StreamBenchError, type Problem } from '../../errors.ts';
import { writePipelineFile } from '../../workloads/pipeline-file.test-program.ts';
import { specOf } from '../example-spec.test-program.ts';
import { OneAtATime } from '../one-at-a-time.ts';
import { processNumbersIn } from '../process-numbers.test-program.ts';
import { isRunning } from '../../processes/running.ts';
import type { UnitSpec } from '../unit-spec.ts';
import { inFreshProcess } from './fresh-process.ts';
import type { RequestKind } from './unit-messages.ts';

/** A unit of a pipeline file whose functions do something at record 50: in line 6 to make records, in line 8 to map. */
export class FaultyUnit {
  /** What its user is told while it runs. */
  readonly notes: string[] = [];
  readonly spec: UnitSpec;
  readonly temporary: string;
  readonly #processes: string;

  constructor(directory: string, functions: { readonly record?: string; readonly map?: string } = {}) {
    this.temporary = join(directory, 'temporary');
    mkdirSync(this.temporary);
    this.#processes = join(directory, 'processes');
    const code = `(await import('node:fs')).appendFileSync(${JSON.stringify(this.#processes)}, process.pid + '\\n');`;
    const { record, map } = functions;
    const workload = writePipelineFile(join(directory, 'mine.mjs'), code, { record: at50(record), map: at50(map) });
    this.spec = specOf({ workload, sink: 'sqlite' });
  }

  /** The problem with which it ends, once nothing of it is left. */
  async problem(kind: RequestKind = 'unit', unitTimeoutMs?: number): Promise<Problem> {
    const notify = (text: string): unknown => this.notes.push(text);
    const context = { signal: new AbortController().signal, machine: new OneAtATime(), unitTimeoutMs, notify };
    const { reference } = await inFreshProcess({ kind, spec: this.spec }, this.temporary, context);
    const error: unknown = await reference.catch((reason: unknown) => reason);
    await this.expectNothingLeft();
    if (error instanceof StreamBenchError) return error.problem;
    throw new Error('the unit succeeded', { cause: error });
  }

  /** The number of its process, once that has loaded the file. */
  async processNumber(): Promise<number> {
    await vi.waitUntil(() => processNumbersIn(this.#processes).length > 0, { timeout: 20_000 });
    return processNumbersIn(this.#processes)[0];
  }

  /** Neither its process nor its folder, within seconds. */
  async expectNothingLeft(): Promise<void> {
    const isLeft = (): boolean =>
      readdirSync(this.temporary).length > 0 || processNumbersIn(this.#processes).some(isRunning);
    await vi.waitUntil(() => !isLeft(), { timeout: 5000 });
  }
}

function at50(action = ''): string {
  return action === '' ? '' : `if (amount === 50) ${action}`;
}

/** A new folder for each test. */
export function folderPerTest(): () => string {
  let folder: string;
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'stream-bench-faulty-'));
  });
  afterEach(() => {
    rmSync(folder, { recursive: true });
  });
  return () => folder;
}
