import { rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { makeArms, type Arms } from '../../src/arms/arms.ts';
import { versionsOf } from '../../src/arms/versions.ts';
import { availableEngines, referenceByBatch } from '../../src/engines/available.ts';
import type { MeasuringContext } from '../../src/engines/engine.ts';
import { OneAtATime } from '../../src/engines/one-at-a-time.ts';
import type { ReferenceReport, UnitReport } from '../../src/engines/unit-report.ts';
import { unitSpec, type UnitSpec } from '../../src/engines/unit-spec.ts';
import { blockPairs, copies, copyName } from '../../src/experiments/gate/block.ts';
import { conditionsOfCopy, type LoadOfUnit } from '../../src/experiments/gate/gate-settings.ts';
import { planPoints, type GatePoint } from '../../src/experiments/gate/gate-point.ts';
import type { GateTools } from '../../src/experiments/gate/gate-tools.ts';
import { measureToEnd } from '../../src/experiments/tools.ts';
import { baseRef, makeRepository, pipelineFile } from './job-repository.ts';
import { jobSettings } from './job-settings.ts';
import type { PipelineVersion } from './pipeline-text.ts';
import { figuresOf, loadKey, type Figures, type Pool, type RecordedBlock } from './pool.ts';

const [configuration] = jobSettings.configurations;
/** The records of which a gate compares the answers first. */
const first = { configuration, ratePerSecond: 10_000, durationMs: 1000 };

/** Makes two copies of each and measures so many blocks of them at each load, as a gate does, without deciding. */
export async function recordPool(
  count: number,
  base: PipelineVersion,
  head: PipelineVersion,
  say: (text: string) => void,
): Promise<Pool> {
  const folder = makeRepository(base, head);
  try {
    const versions = await versionsOf(join(folder, pipelineFile), baseRef);
    const arms = await makeArms(versions, undefined, tmpdir(), new AbortController().signal, say);
    try {
      return await poolOf(arms, count, say);
    } finally {
      await arms.remove();
    }
  } finally {
    rmSync(folder, { recursive: true });
  }
}

async function poolOf(arms: Arms, count: number, say: (text: string) => void): Promise<Pool> {
  const files = new Map<string, string>(
    copies.map((copy) => [copyName(copy), join(arms[copy.side].folders[copy.place], pipelineFile)]),
  );
  const recorder = new Recorder(files, say);
  const points = await planPoints(jobSettings, recorder.guessing());
  for (const load of [first, ...points]) await recorder.reference(load);
  const found = points.map((point) => ({ of: loadKey(point), blocks: [] as RecordedBlock[] }));
  for (let block = 0; block < count; block++) {
    for (const [index, point] of points.entries()) found[index].blocks.push(await recorder.block(point, block));
    say(`block ${block + 1} of ${count}\n`);
  }
  const { template, references, guesses } = recorder;
  return { template: template!, references, guesses, points: found };
}

/** Measures copies by their names, and keeps what a gate would see. */
class Recorder {
  template: UnitReport | undefined;
  readonly references: { of: string; reference: ReferenceReport }[] = [];
  readonly guesses: { of: string; figures: Figures }[] = [];
  readonly #engines = availableEngines({ temporary: tmpdir() });
  readonly #files: ReadonlyMap<string, string>;
  readonly #context: MeasuringContext;

  constructor(files: ReadonlyMap<string, string>, notify: (text: string) => void) {
    this.#files = files;
    const { signal } = new AbortController();
    this.#context = { signal, machine: new OneAtATime(), unitTimeoutMs: undefined, notify };
  }

  /** The part of the tools of a gate that finds its loads. */
  guessing(): GateTools {
    const measure: GateTools['measure'] = async (spec) => {
      const report = await this.#measure(spec);
      this.template ??= { ...report, timeline: null };
      this.guesses.push({ of: loadKey(spec), figures: figuresOf(report) });
      return { report, reference: Promise.resolve(null) };
    };
    return { engines: this.#engines, measure } as unknown as GateTools;
  }

  async reference(of: Pick<GatePoint, 'configuration'> & LoadOfUnit): Promise<void> {
    const spec = unitSpec(conditionsOfCopy(jobSettings, { side: 'base', place: 0 }, of), configuration, 0);
    const reference = await referenceByBatch(this.#inCopy(spec), tmpdir(), this.#context);
    this.references.push({ of: loadKey(of), reference });
  }

  async block(point: GatePoint, block: number): Promise<RecordedBlock> {
    const figures: Record<string, Figures> = {};
    for (const [index, pair] of blockPairs(block).entries())
      for (const copy of pair) {
        const spec = unitSpec(conditionsOfCopy(jobSettings, copy, point), configuration, 2 * block + index);
        figures[copyName(copy)] = figuresOf(await this.#measure(spec));
      }
    return figures as RecordedBlock;
  }

  async #measure(spec: UnitSpec): Promise<UnitReport> {
    const measure = async (one: UnitSpec) => this.#engines.of(configuration).measure(one, this.#context);
    return (await measureToEnd(measure, this.#inCopy(spec))).report;
  }

  #inCopy(spec: UnitSpec): UnitSpec {
    return { ...spec, workload: this.#files.get(spec.workload)! };
  }
}
