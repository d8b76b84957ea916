import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { measureUnit } from '../../src/engines/local/unit.ts';
import { unitSpec } from '../../src/engines/unit-spec.ts';
import type { UnitReport } from '../../src/engines/unit-report.ts';
import { loadWorkload } from '../../src/workloads/load-workload.ts';
import { conditionsFor, configurations } from './units.ts';

/**
 * One unit in this process: `node unit.ts memory 0 1`: how its records come, the number of its configuration, and its
 * repetition. Prints what the bench compares as JSON.
 */
const [how, number, repetition] = process.argv.slice(2);
const spec = unitSpec(conditionsFor('ysb'), configurations[Number(number)], Number(repetition));
const directory = mkdtempSync(join(tmpdir(), 'stream-bench-'));
const surroundings = {
  turn: async () => {},
  async report({ latencyMicros, local, output, peakRssBytes, exclusions, recordCount }: UnitReport) {
    const { digest } = output;
    const { busyNanosPerRecord } = local!;
    console.log(JSON.stringify({ latencyMicros, busyNanosPerRecord, digest, peakRssBytes, exclusions, recordCount }));
  },
};
await measureUnit(spec, await loadWorkload('ysb'), directory, surroundings, undefined, how === 'memory' ? Infinity : 0);
rmSync(directory, { recursive: true });
