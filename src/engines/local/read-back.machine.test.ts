import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { OutputRows } from '../../columns/output-rows.ts';
import { durableSinkKinds } from '../../sinks/index.ts';
import type { SinkKind } from '../../sinks/kinds.ts';
import { local, specOf } from '../example-spec.test-program.ts';
import { generatedWorkload, tableWorkload } from '../example-workloads.test-program.ts';
import { isSameAnswer } from '../unit-report.ts';
import type { CommitPath } from './commit-path.ts';
import { openCommitPath } from './open-commit-path.ts';
import { unitInThisProcess } from './unit.test-program.ts';

let directory: string;
beforeEach(() => {
  directory = mkdtempSync(join(tmpdir(), 'stream-bench-read-back-'));
});
afterEach(() => {
  rmSync(directory, { recursive: true });
});

/** Passes on the rows for which `keep` is true, by their number since the start of the unit. */
function losing(path: CommitPath, keep: (row: number) => boolean): CommitPath {
  let row = 0;
  const kept = (rows: OutputRows): OutputRows => {
    const copy = new OutputRows(rows.table.schema, rows.table.dictionary);
    for (let index = 0; index < rows.length; index++) if (keep(row++)) copy.take(rows, index);
    return copy;
  };
  return {
    guarantee: path.guarantee,
    visibleAt: path.visibleAt,
    checkpoints: path.checkpoints,
    threadStatistics: path.threadStatistics,
    isCommitting: path.isCommitting,
    start: (clock) => path.start(clock),
    write: (rows) => path.write(kept(rows)),
    commit: (position) => path.commit(position),
    observe: (invocation, observer) => path.observe(invocation, observer),
    settle: (recordCount, observer) => path.settle(recordCount, observer),
    finish: (rows, recordCount) => path.finish(kept(rows), recordCount),
    close: () => path.close(),
  };
}

/** Whether the unit's answer is that of batch. */
async function isRight(
  sink: SinkKind,
  commit: 'invocation' | 'epoch:7ms' | 'none',
  keep: (row: number) => boolean,
  workload = generatedWorkload,
): Promise<boolean> {
  const configuration = local({ executor: 'micro-batch', intervalMs: 5, commit });
  const spec = specOf({ configuration, sink, withReference: true });
  const { report, reference } = await unitInThisProcess(spec, workload, directory, async (...args) =>
    losing(await openCommitPath(...args), keep),
  );
  return isSameAnswer(report.output, reference!.answer);
}

describe.each(durableSinkKinds)('the answer in sink %s', (sink) => {
  test.each(['invocation', 'epoch:7ms', 'none'] as const)('is that of batch with commit %s', async (commit) => {
    expect(await isRight(sink, commit, () => true)).toBe(true);
  });

  test.each(['invocation', 'epoch:7ms', 'none'] as const)(
    'is another with commit %s if every fourth row is lost',
    async (commit) => {
      expect(await isRight(sink, commit, (row) => row % 4 !== 3)).toBe(false);
    },
  );

  test('is a table where rows replace each other', async () => {
    expect(await isRight(sink, 'invocation', () => true, tableWorkload)).toBe(true);
    rmSync(directory, { recursive: true });
    directory = mkdtempSync(join(tmpdir(), 'stream-bench-read-back-'));
    expect(await isRight(sink, 'invocation', () => false, tableWorkload)).toBe(false);
  });
});

test('the loss of a sink that cannot be read is not seen', async () => {
  expect(await isRight('none', 'invocation', (row) => row % 4 !== 3)).toBe(true);
});
