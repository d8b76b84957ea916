import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { count, mean, sum } from '../builder/aggregate.ts';
import { streamFrom } from '../builder/stream.ts';
import { cases } from '../differential/arbitrary/cases.test-program.ts';
import { operatorKinds } from '../differential/arbitrary/plans.test-program.ts';
import { filterNode } from '../operators/filter.ts';
import type { OperatorNode } from '../operators/index.ts';
import type { PlanNode } from '../pipeline/plan-node.ts';
import { staticTable } from '../pipeline/static-table.ts';
import { writeSql } from '../sql/write-sql.ts';
import { parts } from '../workloads/parts/index.ts';
import { engineModes, kindUnsupported, unsupportedNodes, type EngineMode } from './support.ts';

const kinds = operatorKinds as readonly OperatorNode['kind'][];

/** The kinds of operators that run in a mode, by name. */
function kindsIn(engine: EngineMode['engine'], mode: string): string[] {
  return kinds.filter((kind) => kindUnsupported(kind, { engine, mode }) === undefined).sort();
}

describe('the table of operators, engines and modes', () => {
  test.each(['batch', 'continuous', 'micro-batch'])('lets the local engine run everything in mode %s', (mode) => {
    expect(kindsIn('local', mode)).toEqual([...kinds].sort());
  });

  test("keeps users' functions to processes of ours", () => {
    for (const engineMode of engineModes.filter(({ engine }) => engine === 'spark' || engine === 'flink')) {
      for (const kind of ['map', 'filter-with'] as const)
        expect(kindUnsupported(kind, engineMode)).toBe("a user's function has no SQL");
    }
  });

  test("lets Spark's continuous mode run projections and selections only", () => {
    // A join with a static table is a projection there.
    expect(kindsIn('spark', 'continuous')).toEqual(['filter', 'join-table', 'latest', 'project']);
  });

  test("lets Spark's real-time mode and DStreams run what keeps no state, and groups", () => {
    const kindsThere = ['explode', 'filter', 'group-by', 'join-table', 'latest', 'project', 'union'];
    expect(kindsIn('spark', 'real-time')).toEqual(kindsThere);
    expect(kindsIn('spark', 'dstream')).toEqual(kindsThere);
  });

  test('lets Spark run more in micro-batches, and Flink the same in both modes', () => {
    const stateful = ['interval-join', 'session-window', 'sliding-window', 'tumbling-window'];
    expect(kindsIn('spark', 'micro-batch')).toEqual([...kindsIn('spark', 'real-time'), ...stateful].sort());
    expect(kindsIn('flink', 'streaming')).toEqual(
      kinds.filter((kind) => !['deduplicate', 'filter-with', 'map'].includes(kind)).sort(),
    );
    expect(kindsIn('flink', 'mini-batch')).toEqual(kindsIn('flink', 'streaming'));
  });
});

describe('the two parts of each application', () => {
  /** Every mode that cannot run a workload. */
  async function refusing(name: string): Promise<string[]> {
    const { plan } = await parts[name]();
    return engineModes.flatMap((each) =>
      unsupportedNodes(plan, each).length === 0 ? [] : [`${each.engine} ${each.mode}`],
    );
  }

  test("run in all modes: counts not in Spark's continuous one, screens not in Flink's mini-batches", async () => {
    const refusals = await Promise.all(Object.keys(parts).map(async (name) => [name, await refusing(name)] as const));
    for (const [name, modes] of refusals) {
      expect(modes, name).toEqual([name.endsWith(':screen') ? 'flink mini-batch' : 'spark continuous']);
    }
  });
});

describe('a plan', () => {
  const records = streamFrom({ time: 'timestamp', user: 'text' }, 'time', 0);
  const names = staticTable({ schema: { user: 'text', name: 'text' }, key: 'user', rows: [] });
  const { plan } = records
    .join(names, { on: 'user' })
    .tumblingWindow({ sizeMs: 1_000, by: ['name'], aggregates: () => ({ n: count() }) });

  test('is refused with every node that a mode cannot run', () => {
    const refusedIn = (mode: string): string[] =>
      unsupportedNodes(plan, { engine: 'spark', mode }).map(({ node }) => node.kind);
    expect(refusedIn('micro-batch')).toEqual([]);
    expect(refusedIn('real-time')).toEqual(['tumbling-window']);
    expect(refusedIn('continuous')).toEqual(['tumbling-window']);
  });

  describe('that ends in groupBy()', () => {
    const groups = records
      .join(names, { on: 'user' })
      .groupBy({ by: ['name'], aggregates: (row) => ({ n: count(), length: sum(row.user.length()) }) });

    /** Where it cannot run, with the reason of the first refused node. */
    function refusals(of: PlanNode): Record<string, string> {
      return Object.fromEntries(
        engineModes.flatMap((engineMode): [string, string][] => {
          const [refused] = unsupportedNodes(of, engineMode).filter(({ node }) => node.kind === 'group-by');
          return refused === undefined ? [] : [[`${engineMode.engine} ${engineMode.mode}`, refused.reason]];
        }),
      );
    }

    test("runs everywhere but in Spark's continuous mode", () => {
      expect(refusals(groups.plan)).toEqual({
        'spark continuous': "Spark's continuous mode knows projections and selections only",
      });
    });

    test('is refused over a DStream where a batch cannot be added to an aggregate', () => {
      const { plan: means } = records.groupBy({
        by: ['user'],
        aggregates: (row) => ({ n: count(), length: mean(row.user.length()) }),
      });
      expect(refusals(means)).toMatchObject({
        'spark dstream': 'a DStream adds up counts, sums and extremes of its batches, but not mean()',
      });
      expect(Object.keys(refusals(means))).toEqual(['spark dstream', 'spark continuous']);
    });

    test('is refused in all modes of Spark where it reads an operator with state', () => {
      const { plan: ofWindows } = records
        .tumblingWindow({ sizeMs: 1_000, by: ['user'], aggregates: () => ({ n: count() }) })
        .groupBy({ by: ['user'], aggregates: () => ({ windows: count() }) });
      expect(Object.keys(refusals(ofWindows))).toEqual([
        'spark dstream',
        'spark micro-batch',
        'spark continuous',
        'spark real-time',
      ]);
    });

    test('is refused where another operator reads its updates', () => {
      const { plan: counted } = records.groupBy({ by: ['user'], aggregates: () => ({ n: count() }) });
      const filtered = filterNode(counted, { kind: 'literal', value: true, spec: 'boolean' });
      expect(refusals(filtered)['flink streaming']).toBe('its rows replace each other, which no other operator knows');
    });
  });

  test('has SQL exactly where the engine has a mode that runs it', () => {
    fc.assert(
      fc.property(cases, ({ plan: random }) => {
        expect(hasSql(random, 'spark')).toBe(
          unsupportedNodes(random, { engine: 'spark', mode: 'micro-batch' }).length === 0,
        );
        expect(hasSql(random, 'flink')).toBe(
          unsupportedNodes(random, { engine: 'flink', mode: 'streaming' }).length === 0,
        );
      }),
      { numRuns: 500 },
    );
  });
});

function hasSql(plan: PlanNode, engine: 'spark' | 'flink'): boolean {
  try {
    writeSql(plan, engine);
    return true;
  } catch {
    return false;
  }
}
