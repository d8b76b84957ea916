import { expect, test } from 'vitest';
import { brokenRecordings } from './recordings.ts';

test('broken recordings are read or refused in words, in all formats', { timeout: 300_000 }, async () => {
  const counts = await brokenRecordings({ count: 200, seed: 2 });
  for (const { what, accepted, refused, faults } of counts) {
    expect(faults, what).toEqual([]);
    expect(accepted + refused, what).toBe(200);
    expect(Math.min(accepted, refused), what).toBeGreaterThan(0);
  }
});
