import { configurationName, isOwnJob } from '../results/configuration.ts';
import { perSecond, span } from '../results/quantity.ts';
import type { Result } from '../results/result.ts';
import type { Unit } from '../results/unit.ts';

// What reports say of jobs of the user, of which nobody knows what they ought to put out.

type Held = NonNullable<Result['sameAnswer']['jobs']>;

/** `job A: spark-submit my_job.py`; none where there are no such jobs. */
export function jobCommands({ experiment: { jobs = [] } }: Pick<Result, 'experiment'>): string[] {
  return jobs.map(({ name, command }) => `job ${name}: ${command}`);
}

/** Whether the rows of jobs are the same, as far as they were compared. */
export function jobAnswers(units: readonly Unit[], { heldTo, compared, same }: Held): string {
  if (units.every(({ output }) => output === null)) return 'Rows of jobs were not compared: each unit was cut off.';
  if (heldTo === null) return 'Rows of jobs were not compared: each unit has records of its own.';
  const alone = new Set(units.map(configurationName)).size === 1;
  const notCompared = 'Rows were not compared with those of batch or of another job';
  if (compared === 0) {
    const why = units.length === 1 ? 'there is one unit only' : 'no two units with rows have the same records';
    return `${notCompared}: ${why}.`;
  }
  const inOrder = `${same} of ${compared} units have the rows of ${heldTo}, in any order.`;
  return alone ? `${notCompared}: one job was measured. ${inOrder}` : inOrder;
}

/** How many records made no row, by job: whether they ought to is not known. */
export function recordsWithoutRows(units: readonly Unit[]): string {
  const jobs = [...Map.groupBy(units.filter(isOwnJob), configurationName)].map(([name, own]) => {
    const dropped = own.map(({ records }) => records.dropped ?? 0);
    return `${name} ${span(dropped, perSecond)} of ${span(
      own.map(({ records }) => records.measured),
      perSecond,
    )}`;
  });
  return `Records without a row, which have no latency: ${jobs.join('; ')}.`;
}
