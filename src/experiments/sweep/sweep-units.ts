import type { UnitFigures } from '../../engines/local/unit-figures.ts';
import type { Unit } from '../../results/unit.ts';
import { settingsAt, type GridPoint } from './grid.ts';
import type { RunTools } from '../run/run.ts';
import type { SweepSettings } from './sweep-settings.ts';
import { runOf, unitSpec } from '../unit.ts';

/**
 * Measures the units of a sweep and keeps them. Each rate has records of its own, and so a reference answer, which the
 * first unit there gives beside its own, once its clock has stopped: a process for each would take a tenth of the sweep.
 */
export class SweepUnits {
  readonly units: Unit[] = [];
  /** How many units there will be, as far as is known. */
  planned = 0;
  readonly #leftOut: GridPoint[] = [];
  readonly #first = new Map<number, UnitFigures>();
  readonly #settings: SweepSettings;
  readonly #tools: RunTools;

  constructor(settings: SweepSettings, tools: RunTools) {
    this.#settings = settings;
    this.#tools = tools;
  }

  /** The first of each rate, ascending. */
  get firstOfRates(): UnitFigures[] {
    return [...this.#first].sort(([left], [right]) => left - right).map(([, figures]) => figures);
  }

  /** One of the units that were planned is not worth measuring. */
  leaveOut(point: GridPoint): void {
    this.#leftOut.push(point);
    this.planned--;
  }

  /** Some or all units of the point were left out. */
  isLeftOut({ configuration, ratePerSecond }: GridPoint): boolean {
    return this.#leftOut.some(
      (point) => point.configuration === configuration && point.ratePerSecond === ratePerSecond,
    );
  }

  async measure({ configuration, ratePerSecond }: GridPoint, repetition: number): Promise<Unit> {
    const settings = settingsAt(this.#settings, ratePerSecond);
    const spec = unitSpec(settings, configuration, repetition);
    const figures = await this.#tools.runUnit(this.#first.has(ratePerSecond) ? spec : { ...spec, withReference: true });
    const first = this.#first.get(ratePerSecond) ?? figures;
    this.#first.set(ratePerSecond, first);
    const run = runOf(configuration, repetition, figures, first.reference!);
    this.units.push(run);
    this.#tools.onRun(run, this.units.length, Math.max(this.planned, this.units.length));
    return run;
  }
}
