import type { Table } from '../../src/columns/table.ts';
import { campaigns } from '../../src/workloads/ysb.ts';

/** A record of the workload ysb as an object, as users of other libraries have it. */
export interface AdEvent {
  readonly time: number;
  readonly ad: number;
  readonly eventType: string;
}

/** The columns that the workload reads, and how its views are encoded. */
export function adColumnsOf(records: Table) {
  const [time, ad, eventType] = ['time', 'ad', 'eventType'].map((name) => records.column(name).values);
  return { time, ad, eventType, view: records.dictionary.encode('view') };
}

export function adEventsOf(records: Table): AdEvent[] {
  const { time, ad, eventType } = adColumnsOf(records);
  return Array.from({ length: records.length }, (_, row) => {
    return { time: time[row], ad: ad[row], eventType: records.dictionary.decode(eventType[row]) };
  });
}

export const campaignOf = new Map(
  (campaigns.rows as readonly { readonly ad: number; readonly campaign: number }[]).map(({ ad, campaign }) => [
    ad,
    campaign,
  ]),
);

export const windowMicros = 10_000_000;

export function windowEnd(time: number): number {
  return Math.floor(time / windowMicros) * windowMicros + windowMicros;
}

/**
 * Views by campaign in windows of 10 s of event time, as users write it where their library has no such windows: a
 * window closes with the first view that is later. Late views are left out.
 */
export class WindowCounts {
  readonly rows: number[][] = [];
  readonly #open = new Map<number, Map<number, number>>();
  #latest = -Infinity;

  add(campaign: number, time: number): void {
    this.addAll(campaign, windowEnd(time), 1);
    this.close(time);
  }

  /** Adds so many views of the window with an end. */
  addAll(campaign: number, end: number, count: number): void {
    if (end <= this.#latest) return;
    let views = this.#open.get(end);
    if (views === undefined) this.#open.set(end, (views = new Map<number, number>()));
    views.set(campaign, (views.get(campaign) ?? 0) + count);
  }

  /** Emits the windows that end up to a time. */
  close(time: number): void {
    if (time <= this.#latest) return;
    this.#latest = time;
    for (const [end, views] of this.#open) {
      if (end > time) continue;
      for (const [campaign, count] of views) this.rows.push([campaign, end - windowMicros, end, count]);
      this.#open.delete(end);
    }
  }
}
