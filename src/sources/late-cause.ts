/** What probably makes records late, found from their event times. */
export interface LateCause {
  readonly kind: 'two units of time' | 'far ahead' | 'set back' | 'newest first' | 'out of order';
  /** Index of the record that shows it: the first one in another unit, ahead or behind; out of order the furthest. */
  readonly record: number;
  /** Its event time, in microseconds since 1970. */
  readonly timeMicros: number;
  /** How far it is ahead of the latest record before it, or behind that. */
  readonly byMicros: number;
}

/** Records behind the watermark that one record has set, the latest one so far. */
interface Stragglers {
  /** Index of the record that they are behind. */
  readonly latest: number;
  /** Index of the first of them. */
  readonly first: number;
  count: number;
  /** How many of them are older than the record just before. */
  falling: number;
}

interface Found {
  /** All records behind the watermark. */
  behind: number;
  /** Index of the one that is furthest behind. */
  furthest: number;
  largest: Stragglers | undefined;
  /** The first ones whose time is of another unit. */
  alien: Stragglers | undefined;
}

/** Units of time differ by powers of it. */
const unitFactor = 1000;
/** Of the ratio of two times, for what passed between them: half a year since 1970. */
const unitTolerance = 0.01;
/** Seconds since 1970, read as microseconds. Smaller times are of data that counts from 0. */
const leastEpochMicros = 1e9;
/** One record is the cause where it makes at least so many records late, and this share of all late ones. */
const leastStragglers = 10;
const leastShare = 0.1;
/** One jump is the cause of the fall after it where it is at least this share of it. */
const jumpShare = 0.5;
/** From the newest to the oldest: at least this share of the records is older than the one before. */
const fallingShare = 0.9;

/**
 * Null where no record is behind the watermark.
 *
 * @param timesMicros event times in the order of the records, in microseconds since 1970
 * @param delayMicros how far the watermark is behind the latest event time
 */
export function lateCauseOf(timesMicros: ArrayLike<number>, delayMicros: number): LateCause | null {
  const { behind, furthest, largest, alien } = stragglersIn(timesMicros, delayMicros);
  if (largest === undefined) return null;
  const cause = (kind: LateCause['kind'], record: number): LateCause => {
    const byMicros = Math.abs(timesMicros[record] - latestBefore(timesMicros, record));
    return { kind, record, timeMicros: timesMicros[record], byMicros };
  };
  if (alien !== undefined) return cause('two units of time', alien.first);
  const isSingle = largest.count >= Math.max(leastStragglers, leastShare * behind);
  if (!isSingle) return cause('out of order', furthest);
  if (largest.falling >= fallingShare * largest.count) return cause('newest first', largest.first);
  const ahead = firstAhead(timesMicros, largest);
  return ahead === undefined ? cause('set back', largest.first) : cause('far ahead', ahead);
}

function stragglersIn(timesMicros: ArrayLike<number>, delayMicros: number): Found {
  const found: Found = { behind: 0, furthest: 0, largest: undefined, alien: undefined };
  let current: Stragglers | undefined;
  let [latest, mostBehind] = [0, 0];
  for (let index = 1; index < timesMicros.length; index++) {
    const behind = timesMicros[latest] - timesMicros[index];
    if (behind < 0) latest = index;
    if (behind <= delayMicros) continue;
    found.behind++;
    if (behind > mostBehind) [found.furthest, mostBehind] = [index, behind];
    if (current?.latest !== latest) {
      current = { latest, first: index, count: 0, falling: 0 };
      if (isOtherUnit(timesMicros[index], timesMicros[latest])) found.alien ??= current;
    }
    current.count++;
    if (timesMicros[index] < timesMicros[index - 1]) current.falling++;
    if (current.count > (found.largest?.count ?? 0)) found.largest = current;
  }
  return found;
}

function isOtherUnit(left: number, right: number): boolean {
  const [small, large] = [Math.min(left, right), Math.max(left, right)];
  if (small < leastEpochMicros) return false;
  const power = Math.round(Math.log(large / small) / Math.log(unitFactor));
  return power > 0 && Math.abs(large / small / unitFactor ** power - 1) <= unitTolerance;
}

/** The record that jumped ahead of its time, if those behind are where the ones before the jump were. */
function firstAhead(timesMicros: ArrayLike<number>, { latest, first }: Stragglers): number | undefined {
  if (latest === 0) return 0;
  const [level, fall] = [timesMicros[first], timesMicros[latest] - timesMicros[first]];
  let [index, before] = [0, -Infinity];
  while (timesMicros[index] <= level) before = Math.max(before, timesMicros[index++]);
  return index > 0 && timesMicros[index] - before >= jumpShare * fall ? index : undefined;
}

/** The latest time before the record; before the first one, that of the second. */
function latestBefore(timesMicros: ArrayLike<number>, end: number): number {
  let latest = timesMicros[end === 0 ? 1 : 0];
  for (let index = 1; index < end; index++) latest = Math.max(latest, timesMicros[index]);
  return latest;
}
