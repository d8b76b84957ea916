import type { UnitFigures } from '../../engines/local/unit-figures.ts';
import type { Run } from '../../results/result.ts';
import { settingsAt, type GridPoint } from './grid.ts';
import type { RunTools } from '../run/run.ts';
import type { SweepSettings } from './sweep-settings.ts';
import { runOf, unitSpec } from '../unit.ts';

/** Measures the units of a sweep and keeps them; each rate has records of its own, and so a reference answer. */
export class SweepUnits {
  readonly runs: Run[] = [];
  /** How many units there will be, as far as is known. */
  planned = 0;
  readonly #references = new Map<number, UnitFigures>();
  readonly #settings: SweepSettings;
  readonly #tools: RunTools;

  constructor(settings: SweepSettings, tools: RunTools) {
    this.#settings = settings;
    this.#tools = tools;
  }

  /** By rate, ascending. */
  get references(): UnitFigures[] {
    return [...this.#references].sort(([left], [right]) => left - right).map(([, reference]) => reference);
  }

  async measure({ configuration, ratePerSecond }: GridPoint, repetition: number): Promise<Run> {
    const settings = settingsAt(this.#settings, ratePerSecond);
    const reference = this.#references.get(ratePerSecond) ?? (await this.#tools.runUnit(unitSpec(settings, 'batch', 0)));
    this.#references.set(ratePerSecond, reference);
    const figures = await this.#tools.runUnit(unitSpec(settings, configuration, repetition));
    const run = runOf(configuration, repetition, figures, reference.output);
    this.runs.push(run);
    this.#tools.onRun(run, this.runs.length, Math.max(this.planned, this.runs.length));
    return run;
  }
}
