import type { Table } from '../../src/columns/table.ts';
import { fate } from '../../src/columns/fate.ts';
import { campaigns } from '../../src/workloads/ysb.ts';
import { invoked, type Invoked, type Rival } from './rival.ts';

const sizeMicros = 10_000_000;
const campaignCount = 100;

/**
 * The workload ysb as a loop by hand, of the same generality as the step: windows stay open in any number, records may
 * come late, ads may be unknown, and the fate and the cause of each record are noted.
 */
export const ysbByHand: Rival = {
  name: 'by hand',
  open: (_, records, size) => invoked(new YsbByHand(records), records, size),
};

/** Places in `times`: numbers in a typed array, because to store a fraction in a property may allocate. */
const [watermark, due, recentFrom, recentTo] = [0, 1, 2, 3];

class YsbByHand implements Invoked {
  late = 0;
  readonly fates: Uint8Array;
  readonly causes: number[] = [];
  readonly #time: ArrayLike<number>;
  readonly #ad: ArrayLike<number>;
  readonly #eventType: ArrayLike<number>;
  readonly #view: number;
  /** By ad; -1 for those that are unknown. */
  readonly #campaignOf: Int32Array;
  readonly #times = Float64Array.of(-Infinity, Infinity, Infinity, -Infinity);
  /** Views by campaign, by the end of the window. */
  readonly #open = new Map<number, Float64Array>();
  /** Of the window that the last record fell into; undefined if that is closed. */
  #recent: Float64Array | undefined;
  readonly #rows: number[][] = [];

  constructor(records: Table) {
    this.fates = new Uint8Array(records.length + 1);
    this.#time = records.column('time').values;
    this.#ad = records.column('ad').values;
    this.#eventType = records.column('eventType').values;
    this.#view = records.dictionary.encode('view');
    this.#campaignOf = new Int32Array(campaigns.rows.length).fill(-1);
    for (const { ad, campaign } of campaigns.rows as readonly Record<string, number>[]) this.#campaignOf[ad] = campaign;
  }

  invoke(from: number, to: number): void {
    const [time, ads, eventType, times, fates] = [this.#time, this.#ad, this.#eventType, this.#times, this.fates];
    const campaignOf = this.#campaignOf;
    for (let row = from; row < to; row++) {
      const at = time[row];
      if (eventType[row] === this.#view) {
        const ad = ads[row];
        const campaign = ad >= 0 && ad < campaignOf.length ? campaignOf[ad] : -1;
        if (campaign >= 0) {
          if (at < times[recentFrom] || at >= times[recentTo]) this.#lookUp(at);
          if (this.#recent === undefined) this.late++;
          else {
            if (fates[row] === fate.dropped) fates[row] = fate.absorbed;
            this.#recent[campaign]++;
          }
        }
      }
      if (at > times[watermark]) {
        if (at >= times[due]) this.#close(at, row);
        times[watermark] = at;
      }
    }
  }

  finish(): void {
    this.#close(Infinity, this.fates.length - 1);
  }

  rows(): readonly (readonly number[])[] {
    return this.#rows;
  }

  #lookUp(at: number): void {
    const times = this.#times;
    const start = Math.floor(at / sizeMicros) * sizeMicros;
    const end = start + sizeMicros;
    [times[recentFrom], times[recentTo]] = [start, end];
    this.#recent = this.#open.get(end);
    if (this.#recent !== undefined || end <= times[watermark]) return;
    this.#recent = new Float64Array(campaignCount);
    this.#open.set(end, this.#recent);
    times[due] = Math.min(times[due], end);
  }

  #close(at: number, cause: number): void {
    const ends = [...this.#open.keys()].sort((left, right) => left - right);
    for (const end of ends.filter((each) => each <= at)) {
      const views = this.#open.get(end)!;
      for (let campaign = 0; campaign < campaignCount; campaign++) {
        if (views[campaign] === 0) continue;
        this.fates[cause] = fate.emitted;
        this.causes.push(cause);
        this.#rows.push([campaign, end - sizeMicros, end, views[campaign]]);
      }
      this.#open.delete(end);
    }
    this.#times[due] = ends.find((end) => end > at) ?? Infinity;
    this.#times[recentTo] = -Infinity;
  }
}
