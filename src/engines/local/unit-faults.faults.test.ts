import { describe, expect, test } from 'vitest';
import { FaultyUnit, folderPerTest } from './faulty-unit.test-program.ts';

const folder = folderPerTest();
/** Long enough for all else on a busy machine. */
const timeoutMs = 10_000;
const longTestMs = 120_000;

describe('the watchdog of a unit', () => {
  const loop = 'for (;;);';

  test.each([
    ['while records are made', 'unit', { record: loop }, 'the unit of continuous was ended, because preparing'],
    ['while they are processed', 'unit', { map: loop }, 'the unit of continuous was ended, because measuring'],
    ['in the reference', 'reference', { map: loop }, 'the reference was ended, because computing the answer of batch'],
  ] as const)(
    'ends a loop %s, and says so before',
    async (_, kind, functions, what) => {
      const unit = new FaultyUnit(folder(), functions);
      const problem = await unit.problem(kind, timeoutMs);
      expect(problem.what).toBe(`${what} took longer than 10 s`);
      expect(problem.where).toBe(unit.spec.workload);
      expect(problem.remedy).toContain('--unit-timeout');
      expect(unit.notes.join('')).toContain('for 5 s. It is ended after 10 s.\n');
    },
    longTestMs,
  );

  test(
    'ends a unit that somebody has stopped, and says how to let it go on',
    async () => {
      const unit = new FaultyUnit(folder());
      const problem = unit.problem('unit', timeoutMs);
      const number = await unit.processNumber();
      process.kill(number, 'SIGSTOP');
      expect((await problem).what).toContain('took longer than 10 s');
      expect(unit.notes.join('')).toContain(`Its process is stopped: kill -CONT ${number} lets it go on.`);
    },
    longTestMs,
  );

  test(
    'leaves a full heap to Node, whose report becomes one line',
    async () => {
      const unit = new FaultyUnit(folder(), {
        record: '{ const all = []; for (;;) all.push(new Array(1000).fill(0.5)) }',
      });
      const { what } = await unit.problem('unit', longTestMs);
      expect(what).toMatch(/^the unit of .* ran out of memory$/);
    },
    longTestMs,
  );
});
