import { tmpdir } from 'node:os';
import { availableEngines } from '../../src/engines/available.ts';
import type { UnitReport } from '../../src/engines/unit-report.ts';
import type { UnitSpec } from '../../src/engines/unit-spec.ts';
import type { CopyName } from '../../src/experiments/gate/block.ts';
import { gate } from '../../src/experiments/gate/gate.ts';
import type { GateTools } from '../../src/experiments/gate/gate-tools.ts';
import { describeMachine } from '../../src/measurement/machine/machine.ts';
import { RecordRandom } from '../../src/random/random.ts';
import type { GateFindings } from '../../src/results/findings/gate.ts';
import { fraud } from '../../src/workloads/fraud.ts';
import type { Effect } from './effects.ts';
import type { Job } from './job-row.ts';
import { jobSettings } from './job-settings.ts';
import { loadKey, reportFrom, type Figures, type Pool } from './pool.ts';

/** What a unit takes in whole gates, with its process and its warm-up. */
const unitMs = 1700;
const engines = availableEngines({ temporary: tmpdir() });
const machine = describeMachine(tmpdir());

/**
 * A gate whose units are drawn from a pool, block by block, with an effect on those of head. All but the units is as in
 * a real one. Where both are the same code, base and head change places at random.
 */
export async function drawJob(pool: Pool, effect: Effect, seed: number, minutes: number): Promise<Job> {
  const drawn = new DrawnUnits(pool, effect, seed);
  const tools: GateTools = {
    engines,
    machine,
    tool: { version: '', node: process.versions.node },
    startedAt: new Date(0).toISOString(),
    earlierUnits: 0,
    startMs: 0,
    measure: async (spec) => ({ report: drawn.measure(spec), reference: Promise.resolve(null) }),
    reference: async (spec) => pool.references.find(({ of }) => of === loadKey(spec))!.reference,
    onUnit() {},
    onPart() {},
    notice() {},
    now: () => drawn.units * unitMs,
    control: async () => ({ processorMicros: 1, memoryMicros: 1, commitMicros: 1 }),
  };
  const settings = { ...jobSettings, longestMs: minutes * 60_000 };
  const { result } = await gate(settings, fraud, tools);
  return { findings: result!.findings as GateFindings, tookMinutes: (drawn.units * unitMs) / 60_000 };
}

class DrawnUnits {
  units = 0;
  readonly #pool: Pool;
  readonly #effect: Effect;
  readonly #random: RecordRandom;
  readonly #isSwapped: boolean;
  #guesses = 0;

  constructor(pool: Pool, effect: Effect, seed: number) {
    this.#pool = pool;
    this.#effect = effect;
    this.#random = new RecordRandom(seed);
    this.#isSwapped = effect.pool === undefined && this.#random.at(0).uniform() < 0.5;
  }

  measure(spec: UnitSpec): UnitReport {
    this.units++;
    const point = this.#pool.points.findIndex(({ of }) => of === loadKey(spec));
    const figures = point < 0 ? this.#guess() : this.#drawn(spec, point);
    const isHead = spec.workload.startsWith('head');
    const changed = isHead && this.#effect.onFigures !== undefined ? this.#effect.onFigures(figures) : figures;
    const { reference } = this.#pool.references.find(({ of }) => of === loadKey(spec)) ?? this.#pool.references[0];
    const report = reportFrom(changed, this.#pool.template);
    return { ...report, output: { ...report.output, ...reference.answer } };
  }

  /** Head is looked at like base. */
  #guess(): Figures {
    const { guesses } = this.#pool;
    return guesses[this.#guesses++ % guesses.length].figures;
  }

  #drawn({ workload, repetition }: UnitSpec, point: number): Figures {
    const { blocks } = this.#pool.points[point];
    const block = Math.floor(repetition / 2);
    const place = Math.floor(this.#random.at(1 + block * this.#pool.points.length + point).uniform() * blocks.length);
    const copy = (this.#isSwapped ? swapped(workload) : workload) as CopyName;
    return blocks[place][copy];
  }
}

function swapped(copy: string): string {
  return copy.startsWith('base') ? copy.replace('base', 'head') : copy.replace('head', 'base');
}
