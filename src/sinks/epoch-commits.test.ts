import { describe, expect, test } from 'vitest';
import { Dictionary } from '../columns/dictionary.ts';
import { OutputRows } from '../columns/output-rows.ts';
import { EpochCommits } from './epoch-commits.ts';
import type { VisibleAt } from './sink.ts';

interface StageOptions {
  readonly epochNanos?: number;
  readonly phaseNanos?: number;
  readonly commitNanos?: number;
  /** For each row. */
  readonly writeNanos?: number;
  readonly visibleAt?: VisibleAt;
}

/** A sink in virtual time. `at` hands something over at a time and gives the sink a turn. */
class Stage {
  now = 0;
  readonly log: string[] = [];
  readonly work: number[] = [];
  readonly #commits: EpochCommits;
  readonly #rows = new OutputRows({ record: 'integer' }, new Dictionary());
  #position = 0;
  #isOpen = false;

  constructor({
    epochNanos = 100,
    phaseNanos = 0,
    commitNanos = 5,
    writeNanos = 0,
    visibleAt = 'commit',
  }: StageOptions = {}) {
    const sink = {
      visibleAt,
      write: (rows: OutputRows) => {
        this.now += writeNanos * rows.length;
        this.log.push(`write ${rows.length}`);
      },
      commit: () => void (this.now += commitNanos),
    };
    const observer = {
      visible: (position: number, nanos: number) => void this.log.push(`${position} visible ${nanos}`),
      committed: (position: number, start: number, end: number, work: number) => {
        this.log.push(`${position} committed ${start}–${end}`);
        this.work.push(work);
      },
    };
    const take = () => {
      const rows = new OutputRows({ record: 'integer' }, new Dictionary());
      for (let row = 0; row < this.#rows.length; row++) rows.take(this.#rows, row);
      this.#rows.clear();
      return { rows, position: this.#position, isOpen: this.#isOpen };
    };
    this.#commits = new EpochCommits({ sink, epochNanos, phaseNanos, now: () => this.now, take, observer }, 0);
  }

  at(nanos: number, handover: { position?: number; rows?: number; isOpen?: boolean } = {}): this {
    this.now = Math.max(this.now, nanos);
    for (let row = 0; row < (handover.rows ?? 0); row++) this.#rows.reserve(0);
    this.#position = handover.position ?? this.#position;
    this.#isOpen = handover.isOpen ?? false;
    this.#commits.turn();
    return this;
  }

  flush(): this {
    this.#commits.flush();
    return this;
  }

  sleepNanos(): number {
    return this.#commits.sleepNanos();
  }
}

describe('commits come', () => {
  test('at the end of each epoch for everything handed over by then, even if no further record comes', () => {
    const stage = new Stage()
      .at(0)
      .at(3, { position: 1 })
      .at(99, { position: 7 })
      .at(100)
      .at(200)
      .at(250, { position: 8 })
      .at(300);
    expect(stage.log).toEqual(['7 committed 100–105', '8 committed 300–305']);
  });

  test('at whole epochs after the phase', () => {
    expect(new Stage({ phaseNanos: 30 }).at(29, { position: 1 }).at(30).at(130, { position: 2 }).log).toEqual([
      '1 committed 30–35',
      '2 committed 130–135',
    ]);
  });

  test('at once after a commit that outlasted its epoch, and then at whole epochs again', () => {
    const stage = new Stage({ commitNanos: 130 }).at(0).at(100, { position: 1 }).at(230, { position: 2 });
    expect(stage.log).toEqual(['1 committed 100–230', '2 committed 230–360']);
    expect(stage.at(360, { position: 3 }).log.at(-1)).toBe('3 committed 360–490');
  });

  test('with the work of their epoch: the commit and the writes since the one before', () => {
    const stage = new Stage({ writeNanos: 2 })
      .at(0)
      .at(10, { position: 3, rows: 3 })
      .at(60, { rows: 4, isOpen: true })
      .at(100, { position: 8, rows: 1 });
    stage.at(150, { rows: 10 }).at(200).at(300, { position: 9 });
    expect(stage.log.filter((text) => text.includes('committed'))).toEqual([
      '8 committed 100–107',
      '9 committed 300–305',
    ]);
    expect(stage.work).toEqual([6 + 8 + 2 + 5, 20 + 5]);
    expect(stage.at(310, { position: 10, rows: 2 }).flush().work.at(-1)).toBe(4 + 5);
  });

  test('not before they are due after a late commit', () => {
    expect(new Stage().at(0).at(170, { position: 1 }).at(180, { position: 2 }).at(199).at(200).log).toEqual([
      '1 committed 170–175',
      '2 committed 200–205',
    ]);
  });

  test('only once the open invocation is complete', () => {
    const stage = new Stage().at(0).at(50, { position: 1, rows: 1 }).at(100, { rows: 2, isOpen: true });
    expect(stage.log).toEqual(['write 1', 'write 2']);
    expect(stage.at(104, { position: 2, rows: 1 }).log.slice(2)).toEqual(['write 1', '2 committed 104–109']);
  });

  test('when flush asks for them', () => {
    expect(new Stage().at(0).at(10, { position: 1, rows: 1 }).flush().log).toEqual(['write 1', '1 committed 10–15']);
  });
});

test('rows are reported as visible as soon as they are written, if the sink shows them then', () => {
  const stage = new Stage({ visibleAt: 'write' })
    .at(0)
    .at(10, { position: 1, rows: 1 })
    .at(20, { position: 2 })
    .at(100);
  expect(stage.log).toEqual(['write 1', '1 visible 10', '2 committed 100–105']);
});

test('rows of an open invocation are reported as visible once it is complete', () => {
  const stage = new Stage({ visibleAt: 'write' })
    .at(0)
    .at(10, { rows: 2, isOpen: true })
    .at(20, { position: 1, isOpen: true, rows: 1 })
    .at(30, { position: 2 });
  expect(stage.log).toEqual(['write 2', 'write 1', '1 visible 20', '2 visible 30']);
});

test('sleepNanos is the time until the end of the epoch', () => {
  expect(new Stage().at(0).at(30).sleepNanos()).toBe(70);
  expect(new Stage({ commitNanos: 150 }).at(0).at(100, { position: 1 }).sleepNanos()).toBe(0);
});
