import type { ReferenceReport, UnitReport } from '../../engines/unit-report.ts';
import { unitSpec, type UnitSpec } from '../../engines/unit-spec.ts';
import type { Unit } from '../../results/unit.ts';
import { measureToEnd, type ExperimentTools } from '../tools.ts';
import { HeldAnswers } from '../held-answers.ts';
import { settingsAt, type GridPoint } from './grid.ts';
import type { SweepSettings } from './sweep-settings.ts';

interface ReportWithReference {
  readonly report: UnitReport;
  readonly reference: ReferenceReport;
}

/**
 * Measures the units of a sweep and keeps them. Each rate has records of its own, and so a reference answer. The first
 * unit of the rate computes it after its measurement, because a separate process for each would take a tenth of the
 * sweep.
 */
export class SweepUnits {
  readonly units: Unit[] = [];
  readonly answers = new HeldAnswers();
  /** Number of units that there will be, as far as is known. */
  planned = 0;
  readonly #leftOut: GridPoint[] = [];
  readonly #references = new Map<number, ReferenceReport>();
  readonly #settings: SweepSettings;
  readonly #tools: ExperimentTools;

  constructor(settings: SweepSettings, tools: ExperimentTools) {
    this.#settings = settings;
    this.#tools = tools;
  }

  /** Of each rate, ascending. All units of a rate have the same records. */
  get references(): ReferenceReport[] {
    const byRate = [...this.#references].sort(([left], [right]) => left - right);
    return byRate.map(([, reference]) => reference);
  }

  /** Leaves out one of the planned units. */
  leaveOut(point: GridPoint): void {
    this.#leftOut.push(point);
    this.planned--;
  }

  /** Leaves out all units that are still planned. */
  stop(why: string): void {
    this.#tools.notice(`stopped after ${this.units.length} of ${this.planned} units: ${why}`);
    this.planned = this.units.length;
  }

  /** Whether some or all units of the point were left out. */
  isLeftOut({ configuration, ratePerSecond }: GridPoint): boolean {
    return this.#leftOut.some(
      (point) => point.configuration === configuration && point.ratePerSecond === ratePerSecond,
    );
  }

  async measure({ configuration, ratePerSecond }: GridPoint, repetition: number): Promise<Unit> {
    const known = this.#references.get(ratePerSecond);
    const settings = settingsAt(this.#settings, ratePerSecond);
    const spec = unitSpec(settings, configuration, repetition, known === undefined);
    const { report, reference } = await this.#measure(spec, known);
    const unit = this.answers.unitOf(configuration, repetition, report, reference.answer, ratePerSecond);
    this.units.push(unit);
    this.#tools.onUnit(unit, this.units.length, Math.max(this.planned, this.units.length));
    return unit;
  }

  async #measure(spec: UnitSpec, known: ReferenceReport | undefined): Promise<ReportWithReference> {
    const { report, reference: own } = await measureToEnd(this.#tools.measure, spec);
    if (known !== undefined) return { report, reference: known };
    const reference = own ?? (await this.#tools.reference(spec));
    this.#references.set(spec.ratePerSecond!, reference);
    return { report, reference };
  }
}
