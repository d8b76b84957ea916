import { isSameAnswer, type Answer, type UnitReport } from '../engines/unit-report.ts';
import { configurationName, isOwnJob, isSameConfiguration, type Configuration } from '../results/configuration.ts';
import { excludingAll } from '../results/exclusion.ts';
import type { Result } from '../results/result.ts';
import type { Unit } from '../results/unit.ts';
import { capitalized, listed } from '../results/listed.ts';
import { unitOf } from './unit.ts';

const otherRows = 'its rows differ from those of';

/** How jobs of the user were held to each other. */
export type JobsHeld = NonNullable<Result['sameAnswer']['jobs']>;

/**
 * What the answers of units are held to. That of batch or, for jobs of the user, whose answer nobody knows, that of the
 * first such unit on the same records: the user has named the job first that others are held to. A unit that was cut
 * off has no answer, and is held to none.
 */
export class HeldAnswers {
  /** The first units of jobs, by what decides their records, such as a rate. */
  readonly #firsts = new Map<unknown, { readonly name: string; readonly answer: Answer }>();
  #hasJobs = false;
  #compared = 0;
  #same = 0;

  /** Undefined where no job of the user has been measured. */
  get jobs(): JobsHeld | undefined {
    if (!this.#hasJobs) return undefined;
    const names = new Set([...this.#firsts.values()].map(({ name }) => name));
    const [only = null] = names;
    const heldTo = names.size > 1 ? 'the first unit at each rate' : only;
    return { heldTo, compared: this.#compared, same: this.#same };
  }

  /**
   * A unit as in the result document. It has failed if its answer differs from that of batch, and is excluded if its
   * answer differs from that of the job that it is held to.
   *
   * @param records the same for units on the same records
   */
  unitOf(
    configuration: Configuration,
    repetition: number,
    report: UnitReport,
    reference: Answer,
    records?: unknown,
  ): Unit {
    if (!isOwnJob(configuration)) return unitOf(configuration, repetition, report, reference);
    this.#hasJobs = true;
    const unit = unitOf(configuration, repetition, report, null);
    if (report.isCut === true) return unit;
    const first = this.#firsts.get(records);
    if (first === undefined) {
      const name = `the first unit of ${configurationName(configuration)}`;
      this.#firsts.set(records, { name, answer: report.output });
      return unit;
    }
    this.#compared++;
    const { name, answer } = first;
    if (isSameAnswer(report.output, answer)) {
      this.#same++;
      return unit;
    }
    const rows = report.output.rows === answer.rows ? '' : `: ${report.output.rows} instead of ${answer.rows}`;
    return { ...unit, exclusions: [...unit.exclusions, excludingAll(`${otherRows} ${name}${rows}`)] };
  }
}

/** The configurations that can be compared, and a sentence on the jobs that cannot, because all their rows differ. */
export function comparable(
  configurations: readonly Configuration[],
  units: readonly Unit[],
): { readonly configurations: readonly Configuration[]; readonly told: string | undefined } {
  const isOther = (configuration: Configuration): boolean => {
    const own = units.filter((unit) => isSameConfiguration(unit, configuration));
    return own.length > 0 && own.every(hasOtherRows);
  };
  const others = configurations.filter(isOther);
  if (others.length === 0) return { configurations, told: undefined };
  const left = configurations.filter((configuration) => !others.includes(configuration));
  const names = capitalized(listed(others.map(configurationName)));
  const [are, rows] = others.length === 1 ? ['is', 'its rows'] : ['are', 'their rows'];
  const told = `${names} ${are} not compared: ${rows} differ from those of ${configurationName(left.find(isOwnJob)!)}.`;
  return { configurations: left, told };
}

function hasOtherRows({ exclusions }: Unit): boolean {
  return exclusions.some(({ reason }) => reason.startsWith(otherRows));
}
