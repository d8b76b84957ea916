import { describe, expect, test } from 'vitest';
import { StreamBenchError } from '../errors.ts';
import type { PlanNode } from '../pipeline/plan-node.ts';
import type { Configuration } from '../results/configuration.ts';
import type { Engine, EngineLimits } from './engine.ts';
import { Engines } from './engines.ts';
import { local } from './example-spec.test-program.ts';
import { generatedWorkload } from './example-workloads.test-program.ts';

const quickLimits: EngineLimits = {
  maxRecords: 1000,
  firstRatePerSecond: 5000,
  glanceMs: 300,
  shortestUnitMs: 400,
  warmUpMs: (_, longestWaitMs) => 2 * longestWaitMs,
};
/** Of an engine that starts slowly, and can hold more records. */
const slowLimits: EngineLimits = {
  maxRecords: 2000,
  firstRatePerSecond: 1000,
  glanceMs: 1000,
  shortestUnitMs: 2000,
  warmUpMs: (_, __, speed) => 3000 / (speed ?? 1),
};

/** Refuses every node of these kinds, in the mode `limited`. */
function engineOf(name: string, limits: EngineLimits, refused: readonly string[] = []): Engine {
  return {
    name,
    limits,
    takesBatchSizes: false,
    refusals: (plan, mode) =>
      mode === 'limited'
        ? nodesOf(plan)
            .filter(({ kind }) => refused.includes(kind))
            .map(refusalOf)
        : [],
    measure: () => expect.fail('nothing is measured here'),
  };
}

function refusalOf(node: PlanNode): { node: PlanNode; reason: string } {
  return { node, reason: `it knows no ${node.kind}` };
}

function nodesOf(plan: PlanNode): PlanNode[] {
  return plan.input === undefined ? [plan] : [...nodesOf(plan.input), plan];
}

function configurationOf(engine: string, mode = 'full'): Configuration {
  return { ...local(), engine, mode };
}

const quick = engineOf('quick', quickLimits);
const slow = engineOf('slow', slowLimits, ['filter', 'tumbling-window']);
const engines = new Engines([quick, slow]);

function problemOf(work: () => unknown): StreamBenchError['problem'] {
  try {
    work();
  } catch (error) {
    if (error instanceof StreamBenchError) return error.problem;
    throw error;
  }
  return expect.fail('there was no problem');
}

describe('the engine of a configuration', () => {
  test('is that of its name', () => {
    expect([engines.of(configurationOf('slow')), engines.of(configurationOf('quick'))]).toEqual([slow, quick]);
  });

  test('that is not known is named, and so are the known ones', () => {
    const problem = problemOf(() => engines.of(configurationOf('swift')));
    expect(problem).toMatchObject({ kind: 'input', what: "there is no engine 'swift'" });
    expect(problem.remedy).toContain('quick, slow');
  });
});

describe('the limits of an experiment', () => {
  test('are those of its engine where there is one', () => {
    const limits = engines.limitsOf([configurationOf('quick'), configurationOf('quick', 'limited')]);
    expect(limits).toMatchObject({ maxRecords: 1000, firstRatePerSecond: 5000, glanceMs: 300, shortestUnitMs: 400 });
    expect(limits.warmUpMs(generatedWorkload, 70, null)).toBe(140);
  });

  test('are each those of the most cautious engine', () => {
    const limits = engines.limitsOf([configurationOf('quick'), configurationOf('slow')]);
    expect(limits).toMatchObject({ maxRecords: 1000, firstRatePerSecond: 1000, glanceMs: 1000, shortestUnitMs: 2000 });
    expect(limits.warmUpMs(generatedWorkload, 100, null)).toBe(3000);
    expect(limits.warmUpMs(generatedWorkload, 2000, null)).toBe(4000);
    expect(limits.warmUpMs(generatedWorkload, 100, 2)).toBe(1500);
  });

  test('are not given for an engine that is not known', () => {
    expect(problemOf(() => engines.limitsOf([configurationOf('swift')])).what).toContain('swift');
  });
});

describe('support for a plan', () => {
  test('is there where all modes run all its nodes', () => {
    expect(() => {
      engines.requireSupport(generatedWorkload, [configurationOf('quick', 'limited'), configurationOf('slow')]);
    }).not.toThrow();
  });

  test('is missing where a mode refuses a node: the first is named with its reason', () => {
    const configurations = [configurationOf('quick'), configurationOf('slow', 'limited')];
    const problem = problemOf(() => engines.requireSupport(generatedWorkload, configurations));
    expect(problem).toMatchObject({ kind: 'input', where: 'small' });
    expect(problem.what).toContain('slow limited');
    expect(problem.what).toMatch(/'filter'.*it knows no filter/);
    expect(problem.what).not.toContain('tumbling-window');
    expect(problem.remedy).toContain('stream-bench explain');
  });

  test('is not looked for in an engine that is not known', () => {
    const problem = problemOf(() => engines.requireSupport(generatedWorkload, [configurationOf('swift')]));
    expect(problem.what).toContain('swift');
  });
});
