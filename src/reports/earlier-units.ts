/** A sentence on the units of earlier starts, if there are any. */
export function earlierUnitsText(earlierUnits: number): string[] {
  return earlierUnits === 0 ? [] : [`${earlierUnits} of the units were measured before an interruption.`];
}
