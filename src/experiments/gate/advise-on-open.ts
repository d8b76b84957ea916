/** A figure that is open, measured so many times, and what would decide it. */
export interface OpenFigure {
  readonly measured: number;
  /** Undefined where no number would. */
  readonly toSettle: number | undefined;
}

/**
 * What to do about figures that are open.
 *
 * @param unit what is counted: `pairs` or `units`
 * @param otherwise what helps where more of them do not
 * @param longestMs how long the gate took; null where a problem ended it early
 */
export function adviseOnOpen(
  figures: readonly OpenFigure[],
  unit: string,
  otherwise: string,
  longestMs: number | null,
): string {
  const settled = figures.flatMap(({ measured, toSettle }) => (toSettle === undefined ? [] : [{ measured, toSettle }]));
  if (settled.length === 0) return `${otherwise[0].toUpperCase()}${otherwise.slice(1)}.`;
  const most = Math.max(...settled.map(({ toSettle }) => toSettle));
  const times = Math.max(...settled.map(({ measured, toSettle }) => toSettle / Math.max(1, measured)));
  const time = longestMs === null ? '' : `, so --max-minutes ${Math.ceil((times * longestMs) / 60_000)},`;
  const number = `About ${most} ${unit}${time}`;
  const others = figures.length - settled.length;
  if (others === 0) return `${number} would decide ${figures.length === 1 ? 'it' : 'them'}; or ${otherwise}.`;
  return `${number} would decide ${settled.length} of them; for the others, ${otherwise}.`;
}
