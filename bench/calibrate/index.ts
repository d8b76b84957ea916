import { appendFileSync, existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { gunzipSync, gzipSync } from 'node:zlib';
import { withBusyCore } from './busy-core.ts';
import { drawJob } from './draw-job.ts';
import { effects, type Effect } from './effects.ts';
import { conditionsOf, rowOf, type JobRow } from './job-row.ts';
import type { Pool } from './pool.ts';
import { recordPool } from './record-pool.ts';
import { situations, type Situation } from './situations.ts';
import { report } from './tables.ts';
import { wholeJob } from './whole-job.ts';

/**
 * `npm run calibrate`: how often the gate calls unchanged code worse, and how often it sees a change that is injected.
 * It records pools of units, draws gates from them, and makes whole gates too. All of it takes hours. Pools and whole
 * gates that are there are not made again, so it can be interrupted, or grown by larger numbers. Writes
 * results/calibration.md.
 */
const { values } = parseArgs({
  options: {
    only: { type: 'string', default: 'pools,drawn,whole' },
    situations: { type: 'string', default: situations.map(({ name }) => name).join(',') },
    pools: { type: 'string', default: '3' },
    blocks: { type: 'string', default: '24' },
    drawn: { type: 'string', default: '300' },
    whole: { type: 'string', default: '30' },
    minutes: { type: 'string', default: '5,30' },
    effects: { type: 'string', default: effects.map(({ name }) => name).join(',') },
  },
});
const folder = 'results/calibration';
const wholeFile = join(folder, 'whole-jobs.ndjson');
const drawnFile = join(folder, 'drawn-jobs.ndjson.gz');
const parts = values.only.split(',');
const wanted = effects.filter(({ name }) => values.effects.split(',').includes(name));
const chosen = situations.filter(({ name }) => values.situations.split(',').includes(name));
const say = (text: string): void => void process.stderr.write(text);

mkdirSync(folder, { recursive: true });
if (parts.includes('pools')) for (const situation of chosen) await recordPools(situation);
if (parts.includes('drawn')) await drawJobs();
if (parts.includes('whole')) await makeWholeJobs();
writeFileSync('results/calibration.md', report(rowsIn(drawnFile), rowsIn(wholeFile)));

async function recordPools(situation: Situation): Promise<void> {
  const { isBusy, base } = situation;
  for (const effect of [effects[0], ...wanted.filter(({ pool }) => pool !== undefined)])
    for (let number = 1; number <= Number(values.pools); number++) {
      const path = join(folder, `${poolsName(situation, effect)}-${number}.json.gz`);
      if (existsSync(path)) continue;
      say(`${path}\n`);
      const head = effect.version!(base);
      const pool = await withBusyCore(isBusy, async () => recordPool(Number(values.blocks), base, head, say));
      writeFileSync(path, gzipSync(JSON.stringify(pool)));
    }
}

function poolsName({ name }: Situation, { pool }: Effect): string {
  return pool === undefined ? `pool-${name}` : `pool-${name}-${pool}`;
}

function poolsOf(situation: Situation, effect: Effect): Pool[] {
  const isOne = new RegExp(`^${poolsName(situation, effect)}-\\d+\\.`);
  const files = readdirSync(folder).filter((file) => isOne.test(file));
  return files.map((file) => JSON.parse(gunzipSync(readFileSync(join(folder, file))).toString()) as Pool);
}

/** Those that are wanted are drawn anew, since they depend on the method, which may have changed. */
async function drawJobs(): Promise<void> {
  const rows: JobRow[] = [];
  for (const situation of chosen) for (const effect of wanted) rows.push(...(await drawnRows(situation, effect)));
  const drawn = new Set(rows.map(conditionsOf));
  const others = rowsIn(drawnFile).filter((row) => !drawn.has(conditionsOf(row)));
  writeFileSync(drawnFile, gzipSync([...others, ...rows].map((row) => `${JSON.stringify(row)}\n`).join('')));
}

/** None where no pool shows the effect. */
async function drawnRows(situation: Situation, effect: Effect): Promise<JobRow[]> {
  const isShown = effect.onFigures !== undefined || effect.pool !== undefined;
  const pools = isShown ? poolsOf(situation, effect) : [];
  if (pools.length === 0) return [];
  const rows: JobRow[] = [];
  for (const minutes of values.minutes.split(',').map(Number)) {
    for (let seed = 1; seed <= Number(values.drawn); seed++) {
      const job = await drawJob(pools[seed % pools.length], effect, seed, minutes);
      rows.push(rowOf({ effect: effect.name, how: 'drawn', situation: situation.name, minutes }, job));
    }
    say(`${effect.name}, ${situation.words}, ${minutes} min: ${values.drawn} drawn\n`);
  }
  return rows;
}

/** In turns, so that an interruption leaves as many of each. */
async function makeWholeJobs(): Promise<void> {
  const minutes = 5;
  for (let number = 1; number <= Number(values.whole); number++)
    for (const situation of chosen)
      for (const { name: effect, version } of wanted) {
        if (version === undefined || countOf(effect, situation) >= number) continue;
        const head = version(situation.base);
        const job = await withBusyCore(situation.isBusy, async () => wholeJob(situation.base, head, minutes));
        const row = rowOf({ effect, how: 'whole', situation: situation.name, minutes }, job);
        appendFileSync(wholeFile, `${JSON.stringify(row)}\n`);
        say(`${effect}, ${situation.words}, ${number} of ${values.whole}: ${row.verdict}\n`);
      }
}

/** How many whole gates there are. */
function countOf(of: string, { name }: Situation): number {
  return rowsIn(wholeFile).filter(({ effect, situation }) => effect === of && situation === name).length;
}

function rowsIn(path: string): JobRow[] {
  if (!existsSync(path)) return [];
  const stored = readFileSync(path);
  const text = (path.endsWith('.gz') ? gunzipSync(stored) : stored).toString();
  const lines = text.split('\n').filter((line) => line !== '');
  return lines.map((line) => JSON.parse(line) as JobRow);
}
