import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { parseArgs } from 'node:util';
import { constant } from '../../src/loads/constant.ts';
import { nexmarkEvents } from '../../src/workloads/nexmark/events.ts';

/**
 * Nexmark's query 1 as a plain loop into SQLite, written by hand: without plan, step, executor, sink or meter. Prints
 * its records per second as one line of JSON.
 *
 * With --interval 0 each record is a transaction of its own. With an interval each transaction has as many records as
 * fit into that time. With an epoch a transaction ends when it has lasted that long.
 */
const { values } = parseArgs({
  options: {
    interval: { type: 'string', default: '0' },
    epoch: { type: 'string', default: '0' },
    sync: { type: 'string', default: 'normal' },
    seconds: { type: 'string', default: '1.5' },
  },
});
const intervalMs = Number(values.interval);
const epochMs = Number(values.epoch);
const measuredMs = Number(values.seconds) * 1000;
/** As long as the warm-up of a unit. */
const warmUpMs = 500;
/**
 * Enough for 2 s at 50,000/s, or at 750,000/s with an interval, so that each record is read once, as arriving records
 * are. Records that were read before would be in a cache.
 */
const eventCount = intervalMs === 0 && epochMs === 0 ? 100_000 : 1_500_000;

const events = await nexmarkEvents.read(
  constant({ ratePerSecond: 50_000 }).arrivalsNanos((eventCount / 50_000) * 1e9, 1),
  1,
);
const [kind, time, person, auction, price, extra] = ['kind', 'time', 'person', 'auction', 'price', 'extra'].map(
  (name) => events.column(name).values,
);
const bidKind = events.dictionary.encode('bid');

const folder = mkdtempSync(join(tmpdir(), 'stream-bench-'));
const database = new DatabaseSync(join(folder, 'output.sqlite'));
database.exec(`PRAGMA journal_mode = WAL; PRAGMA synchronous = ${values.sync.toUpperCase()};
  CREATE TABLE output (cause INTEGER NOT NULL, auction INTEGER, bidder INTEGER, price REAL, time INTEGER, extra TEXT);
  CREATE TABLE position (position INTEGER NOT NULL);
  INSERT INTO position VALUES (0);`);
const begin = database.prepare('BEGIN');
const insert = database.prepare('INSERT INTO output VALUES (?, ?, ?, ?, ?, ?)');
const update = database.prepare('UPDATE position SET position = ?');
const commit = database.prepare('COMMIT');

let position = 0;
let size = intervalMs === 0 ? 1 : 1000;
const warmAt = performance.now() + warmUpMs;
let counted = 0;
let countedMs = 0;
while (countedMs < measuredMs) {
  const start = performance.now();
  const records = epochMs > 0 ? epoch(start + epochMs) : transaction(size);
  const tookMs = performance.now() - start;
  if (start >= warmAt) {
    counted += records;
    countedMs += intervalMs === 0 ? tookMs : Math.max(tookMs, intervalMs);
  }
  // Approaches the size that fills the interval by halves, so that one slow transaction has little effect.
  if (intervalMs > 0) size = Math.max(1, Math.round((size * (1 + Math.min(4, intervalMs / tookMs))) / 2));
}
console.log(JSON.stringify({ ratePerSecond: Math.round((counted * 1000) / countedMs) }));
database.close();
rmSync(folder, { recursive: true });

function transaction(records: number): number {
  begin.run();
  for (let record = 0; record < records; record++) insertNext();
  update.run(position);
  commit.run();
  return records;
}

function epoch(untilMs: number): number {
  const first = position;
  begin.run();
  while (performance.now() < untilMs) insertNext();
  update.run(position);
  commit.run();
  return position - first;
}

function insertNext(): void {
  const row = position % eventCount;
  if (kind[row] === bidKind) {
    const text = events.dictionary.decode(extra[row]);
    insert.run(position, auction[row], person[row], price[row] * 0.908, time[row], text);
  }
  position++;
}
