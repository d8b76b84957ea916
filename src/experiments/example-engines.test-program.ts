import type { Engine } from '../engines/engine.ts';
import { fakeBatched, fakeEngine, fakeQuick, type FakeEngineOptions } from '../engines/fake-engine.test-program.ts';
import type { ReferenceReport } from '../engines/unit-report.ts';
import type { UnitSpec } from '../engines/unit-spec.ts';
import { virtualReference } from '../engines/virtual-unit.test-program.ts';
import { configurationName, type Configuration } from '../results/configuration.ts';
import type { UnitRecovery } from '../results/findings/recover.ts';
import { affineServer } from './affine-server.test-program.ts';
import { madeUpLocal } from './example-tools.test-program.ts';
import { continuous, microBatch } from './sweep/example-cell.test-program.ts';

// Two engines in virtual time whose capacities are known: ours, and one that is not.

export const fakeBatches = fakeBatched(20);
export const localBatches = microBatch(10);

/** The engine that is not ours on its own, and beside ours in one document. */
export const fakeAlone: readonly Configuration[] = [fakeQuick, fakeBatches];
export const sideBySide: readonly Configuration[] = [continuous, localBatches, ...fakeAlone];

/** In records per second, by the name of the configuration. */
export const capacities: ReadonlyMap<string, number> = new Map([
  // An invocation of n records takes 150 µs + 50 µs · n.
  [configurationName(continuous), 5000],
  [configurationName(localBatches), 19_700],
  [configurationName(fakeQuick), 9000],
  [configurationName(fakeBatches), 21_000],
]);

/** Both engines; `options` of the one that is not ours. */
export function exampleEngines(options: FakeEngineOptions = {}): readonly Engine[] {
  const cost = {
    processing: { fixedMicros: 50, perRecordMicros: 25 },
    commit: { fixedMicros: 100, perRecordMicros: 25 },
  };
  const local = madeUpLocal(affineServer(cost));
  const fake = fakeEngine({ capacity: { quick: 9000, batched: 21_000 }, ...options });
  return [local, fake].map(underBursts);
}

/** What batch answers, also to the records of a burst. */
export async function exampleReferenceOf(spec: UnitSpec): Promise<ReferenceReport> {
  return virtualReference(spec.load === 'step' ? withoutBurst(spec) : spec);
}

/** Units in virtual time have no bursts. What one does, arithmetic says. */
function underBursts(engine: Engine): Engine {
  return {
    ...engine,
    async measure(spec, context) {
      if (spec.load !== 'step') return engine.measure(spec, context);
      const { report, reference } = await engine.measure(withoutBurst(spec), context);
      return { report: { ...report, recovery: recoveryOf(spec, engine) }, reference };
    },
  };
}

function withoutBurst(spec: UnitSpec): UnitSpec {
  const { ratePerSecond } = spec.loadParameters;
  return { ...spec, load: 'constant', loadParameters: {}, ratePerSecond };
}

/** After a burst of r1 for t the backlog is (r1 − μ)·t, waits for that over μ, and is drained at μ − r2. */
function recoveryOf({ configuration, loadParameters }: UnitSpec, { name }: Engine): UnitRecovery {
  const { ratePerSecond, toPerSecond, forMs } = loadParameters;
  const capacity = capacities.get(configurationName(configuration))!;
  const backlog = Math.round(Math.max(0, ((toPerSecond - capacity) * forMs) / 1000));
  const measured = {
    worstMicros: (backlog / capacity) * 1e6,
    drainMicros: (backlog / (capacity - ratePerSecond)) * 1e6,
    backlog,
  };
  if (name !== 'local') return { measured, expected: null, cost: null };
  return { measured, expected: measured, cost: { fixedMicros: 150, perRecordMicros: 50 } };
}
