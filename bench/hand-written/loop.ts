import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { parseArgs } from 'node:util';
import { constant } from '../../src/loads/constant.ts';
import { nexmarkEvents } from '../../src/workloads/nexmark/events.ts';

/**
 * What somebody would write who has no stream-bench: Nexmark's query 1 as a plain loop into SQLite, without plan,
 * step, executor, sink or meter. Prints the records per second that it sustains as one line of JSON.
 *
 * With --interval 0 each record is a transaction of its own. With an interval each transaction takes as many records as
 * it manages within that time: more arrive while it runs, fewer leave it idle.
 */
const { values } = parseArgs({
  options: {
    interval: { type: 'string', default: '0' },
    sync: { type: 'string', default: 'normal' },
    seconds: { type: 'string', default: '1.5' },
  },
});
const intervalMs = Number(values.interval);
const runMs = Number(values.seconds) * 1000;
/** As long as a unit of stream-bench is given before it counts. */
const warmUpMs = 500;
/**
 * Enough for each to be read once in 2 s at up to 50,000 and 750,000/s, as records that arrive are: read again, they
 * would be in a cache.
 */
const eventCount = intervalMs === 0 ? 100_000 : 1_500_000;

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
while (countedMs < runMs) {
  const start = performance.now();
  transaction(size);
  const tookMs = performance.now() - start;
  if (start >= warmAt) {
    counted += size;
    countedMs += intervalMs === 0 ? tookMs : Math.max(tookMs, intervalMs);
  }
  // Towards as many as fill the interval, by halves, so that one slow transaction does not decide.
  if (intervalMs > 0) size = Math.max(1, Math.round((size * (1 + Math.min(4, intervalMs / tookMs))) / 2));
}
console.log(JSON.stringify({ intervalMs, sync: values.sync, ratePerSecond: Math.round((counted * 1000) / countedMs) }));
database.close();
rmSync(folder, { recursive: true });

function transaction(records: number): void {
  begin.run();
  for (const end = position + records; position < end; position++) {
    const row = position % eventCount;
    if (kind[row] === bidKind)
      insert.run(
        position,
        auction[row],
        person[row],
        price[row] * 0.908,
        time[row],
        events.dictionary.decode(extra[row]),
      );
  }
  update.run(position);
  commit.run();
}
