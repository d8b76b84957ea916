import type { ReferenceReport } from '../../engines/unit-report.ts';
import { unitSpec, type UnitSpec } from '../../engines/unit-spec.ts';
import type { ControlTimes } from '../../measurement/machine/control-times.ts';
import { isFailed } from '../../results/exclusion.ts';
import type { Workload } from '../../workloads/workload.ts';
import { beginningOf, sameAnswerByRate, unknownLoad } from '../document.ts';
import { lateRecordsOf, refusalForLate } from '../late-records.ts';
import { problemIn, wasInterrupted, type Outcome } from '../outcome.ts';
import type { ExperimentSettings } from '../settings.ts';
import { measureToEnd } from '../tools.ts';
import { unitOf } from '../unit.ts';
import { fewestPairs, lookPairs } from './decide.ts';
import { GateTime } from './gate-time.ts';
import type { GateTools } from './gate-tools.ts';
import {
  decideObjectives,
  heldOf,
  heldOnes,
  looksMissed,
  loadsOf,
  seriesOf,
  type Held,
  type LoadAt,
  type ObjectiveAt,
  type Series,
} from './held-objective.ts';
import { inTime } from './in-time.ts';
import { outOfTime } from './out-of-time.ts';
import { recommendObjectives } from './recommend-objectives.ts';
import { ends } from './spent-by.ts';
import { refusalForWrong } from './wrong-answers.ts';
import { spreadOfControls } from './spread-of-controls.ts';

export interface ObjectivesSettings extends Omit<ExperimentSettings, 'ratePerSecond' | 'durationMs'> {
  readonly objectives: readonly ObjectiveAt[];
  /** How long it may take in all, in milliseconds. */
  readonly longestMs: number;
}

/**
 * Whether each configuration holds each objective. The test is that of two versions, with the limit in place of base:
 * fresh units are measured in turn, and after 12, 16, ... of them, and when the time is over, it is decided what can
 * be.
 */
export async function holdObjectives(
  settings: ObjectivesSettings,
  workload: Workload,
  tools: GateTools,
): Promise<Outcome> {
  const loads = loadsOf(settings.objectives);
  const all = heldOnes(settings.objectives, loads, settings.configurations);
  const references = new Map<number, ReferenceReport>();
  const controls: ControlTimes[] = [];
  const problem = await problemIn(async () => {
    const limited = inTime(tools, settings.longestMs, 'the answers of batch were known');
    for (const load of loads) references.set(load.ratePerSecond, await referenceOf(load, settings, limited));
    if (lateRecordsOf([...references.values()], settings.records)?.tooMany === true) return;
    await measureAll(all, references, controls, settings, tools);
    if (hasTooFewUnits(all)) throw outOfTime(settings.longestMs, 'there were enough units to find a missed objective');
  });
  if (references.size === 0) return { result: undefined, problem };
  const units = seriesOf(all).flatMap((series) => series.units);
  const isWhole = problem === undefined && !units.some(isFailed);
  const objectives = all.map((one) => heldOf(one, all.length, isWhole));
  const conditions = { ...settings, ...(loads.length === 1 ? loads[0] : unknownLoad) };
  const beginning = beginningOf(conditions, workload, tools, [...references.values()]);
  return {
    result: {
      ...beginning,
      units,
      summary: [],
      sameAnswer: sameAnswerByRate(units, 'batch'),
      recommendation:
        refusalForWrong(units) ??
        refusalForLate(beginning) ??
        recommendObjectives(objectives, isWhole ? settings.longestMs : null),
      findings: {
        kind: 'gate',
        base: null,
        head: settings.workload,
        answers: 'not compared',
        figures: [],
        objectives,
        earlierUnits: tools.earlierUnits,
        control: spreadOfControls(controls),
      },
      interrupted: wasInterrupted(problem),
    },
    problem,
  };
}

/** Whether of an open objective nothing was measured, or it looks missed by fewer units than it takes to be sure. */
function hasTooFewUnits(all: readonly Held[]): boolean {
  const needed = fewestPairs(all.length, { regression: 1, pass: 1 });
  const hasFailed = seriesOf(all).some(({ units }) => units.some(isFailed));
  const isShort = (held: Held): boolean => {
    const { length: units } = held.series.units;
    return held.decision === 'open' && (units === 0 || (units < needed && looksMissed(held)));
  };
  return !hasFailed && all.some(isShort);
}

/** Fills the units of all, and `controls`, until each is decided, a unit gave a wrong answer, or the time is over. */
async function measureAll(
  all: readonly Held[],
  references: ReadonlyMap<number, ReferenceReport>,
  controls: ControlTimes[],
  settings: ObjectivesSettings,
  tools: GateTools,
): Promise<void> {
  const firstMs = tools.now();
  const time = new GateTime(tools.now, tools.startMs, settings.longestMs);
  for (let round = 0; round < lookPairs.at(-1)!; round++) {
    const open = all.filter(({ decision }) => decision === 'open');
    const meanMs = round === 0 ? 0 : (tools.now() - firstMs) / round;
    if (open.length === 0 || seriesOf(all).some(({ units }) => units.some(isFailed))) return;
    if (!time.isLeft(ends.all, meanMs)) break;
    controls.push(await tools.control());
    for (const series of seriesOf(open))
      await measureOne(series, references.get(series.ratePerSecond)!, all, settings, tools);
    const due = open.filter(({ series }) => lookPairs.includes(series.units.length));
    decideObjectives(due, all.length, Math.min(1, time.elapsed()));
  }
  decideObjectives(
    all.filter(({ decision }) => decision === 'open'),
    all.length,
    1,
  );
}

async function referenceOf(
  load: LoadAt,
  settings: ObjectivesSettings,
  { reference }: GateTools,
): Promise<ReferenceReport> {
  return reference(specOf({ ...load, configuration: settings.configurations[0] }, settings, 0));
}

function specOf(
  { configuration, ratePerSecond, durationMs }: Omit<Series, 'units'>,
  settings: ObjectivesSettings,
  repetition: number,
): UnitSpec {
  return unitSpec({ ...settings, ratePerSecond, durationMs }, configuration, repetition);
}

async function measureOne(
  series: Series,
  { answer }: ReferenceReport,
  all: readonly Held[],
  settings: ObjectivesSettings,
  tools: GateTools,
): Promise<void> {
  const { configuration, units } = series;
  const { report } = await measureToEnd(tools.measure, specOf(series, settings, units.length));
  const unit = unitOf(configuration, units.length, report, answer);
  units.push(unit);
  const every = seriesOf(all);
  const done = every.reduce((sum, one) => sum + one.units.length, 0);
  tools.onUnit(unit, done, Math.max(done, lookPairs[0] * every.length));
}
