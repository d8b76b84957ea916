/** A sentence on the units of earlier starts, if there are any. */
export function earlierUnitsText(earlierUnits: number): string[] {
  if (earlierUnits === 0) return [];
  return [`${earlierUnits} of the units ${earlierUnits === 1 ? 'was' : 'were'} measured before an interruption.`];
}
