import { expect, test } from 'vitest';
import { exampleUnit } from '../results/example.test-program.ts';
import type { FigureName } from '../results/exclusion.ts';
import type { Unit } from '../results/unit.ts';
import { ExclusionStreak } from './exclusion-streak.ts';

function excluded(percent: number, figures: FigureName[] = ['p50'], cause = 'pauses'): Unit {
  return exampleUnit({ exclusions: [{ reason: `may be off by up to ${percent} %: ${cause}`, figures }] });
}

/** After how many units the experiment ends; undefined if it does not. */
function endsAfter(units: readonly Unit[], points = 4): number | undefined {
  const streak = new ExclusionStreak(['p50', 'busy'], points);
  const place = units.findIndex((unit) => streak.add(unit) !== undefined);
  return place === -1 ? undefined : place + 1;
}

const six = [11, 12, 13.5, 14, 15, 16].map((percent) => excluded(percent));

test('ends after six units in a row with the same cause, whatever its numbers', () => {
  expect(endsAfter(six)).toBe(6);
  expect(new ExclusionStreak(['p50'], 1).add(six[0])).toBeUndefined();
});

test('ends only when every configuration had its turn', () => {
  expect(endsAfter(six, 8)).toBeUndefined();
  expect(endsAfter([...six, ...six], 8)).toBe(8);
});

test('goes on after a unit that counts, or one that is excluded for another cause', () => {
  expect(endsAfter([...six.slice(1), exampleUnit({}), ...six.slice(1)])).toBeUndefined();
  expect(endsAfter([...six.slice(1), excluded(9, ['p50'], 'a clock'), ...six.slice(1)])).toBeUndefined();
});

test('goes on where only figures that the experiment does not need are excluded', () => {
  expect(endsAfter(Array.from({ length: 20 }, () => excluded(90, ['p999'])))).toBeUndefined();
});

test('says why', () => {
  const streak = new ExclusionStreak(['p50'], 1);
  expect(six.map((unit) => streak.add(unit)).at(-1)).toBe(
    '6 units in a row were excluded for the same cause, the last one: may be off by up to 16 %: pauses',
  );
});
