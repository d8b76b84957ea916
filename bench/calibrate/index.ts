import { appendFileSync, existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { gunzipSync, gzipSync } from 'node:zlib';
import { withBusyCore } from './busy-core.ts';
import { drawJob } from './draw-job.ts';
import { effects } from './effects.ts';
import { rowOf, type JobRow } from './job-row.ts';
import type { Pool } from './pool.ts';
import { recordPool } from './record-pool.ts';
import { report } from './tables.ts';
import { wholeJob } from './whole-job.ts';

/**
 * `npm run calibrate`: how often the gate calls unchanged code worse, and how often it sees a change that is injected.
 * It records pools of units of unchanged code, draws gates from them, and makes whole gates too. All of it takes hours;
 * what is there is not made again, so it can be interrupted, or grown by larger numbers. Writes results/calibration.md.
 */
const { values } = parseArgs({
  options: {
    only: { type: 'string', default: 'pools,drawn,whole' },
    pools: { type: 'string', default: '6' },
    blocks: { type: 'string', default: '24' },
    drawn: { type: 'string', default: '300' },
    whole: { type: 'string', default: '30' },
    minutes: { type: 'string', default: '5,30' },
  },
});
const folder = 'results/calibration';
const wholeFile = join(folder, 'whole-jobs.ndjson');
const drawnFile = join(folder, 'drawn-jobs.ndjson');
const parts = values.only.split(',');
const say = (text: string): void => void process.stderr.write(text);

mkdirSync(folder, { recursive: true });
if (parts.includes('pools')) for (const isBusy of [false, true]) await recordPools(isBusy);
if (parts.includes('drawn')) await drawJobs();
if (parts.includes('whole')) await makeWholeJobs();
writeFileSync('results/calibration.md', report(rowsIn(drawnFile), rowsIn(wholeFile)));

async function recordPools(isBusy: boolean): Promise<void> {
  for (let number = 1; number <= Number(values.pools); number++) {
    const path = join(folder, `pool-${isBusy ? 'busy' : 'quiet'}-${number}.json.gz`);
    if (existsSync(path)) continue;
    say(`${path}\n`);
    const pool = await withBusyCore(isBusy, async () => recordPool(Number(values.blocks), isBusy, say));
    writeFileSync(path, gzipSync(JSON.stringify(pool)));
  }
}

function readPools(): Pool[] {
  const names = readdirSync(folder).filter((name) => name.startsWith('pool-'));
  return names.map((name) => JSON.parse(gunzipSync(readFileSync(join(folder, name))).toString()) as Pool);
}

/** Quick, so all are drawn anew: they depend on the method, which may have changed. */
async function drawJobs(): Promise<void> {
  const rows: JobRow[] = [];
  const pools = Map.groupBy(readPools(), ({ isBusy }) => isBusy);
  for (const [isBusy, own] of pools)
    for (const effect of effects.filter(({ onFigures }) => onFigures !== undefined))
      for (const minutes of values.minutes.split(',').map(Number)) {
        for (let seed = 1; seed <= Number(values.drawn); seed++) {
          const findings = await drawJob(own[seed % own.length], effect, seed, minutes);
          rows.push(rowOf({ effect: effect.name, how: 'drawn', isBusy, minutes }, findings));
        }
        say(`${effect.name}, ${isBusy ? 'busy' : 'quiet'}, ${minutes} min: ${values.drawn} drawn\n`);
      }
  writeFileSync(drawnFile, rows.map((row) => `${JSON.stringify(row)}\n`).join(''));
}

/** In turns, so that an interruption leaves as many of each. */
async function makeWholeJobs(): Promise<void> {
  const minutes = 5;
  const known = Map.groupBy(rowsIn(wholeFile), ({ effect }) => effect);
  for (let number = 1; number <= Number(values.whole); number++)
    for (const { name, version } of effects) {
      if (version === undefined || (known.get(name)?.length ?? 0) >= number) continue;
      const row = rowOf({ effect: name, how: 'whole', isBusy: false, minutes }, await wholeJob(version, minutes));
      appendFileSync(wholeFile, `${JSON.stringify(row)}\n`);
      say(`${name}, ${number} of ${values.whole}: ${row.verdict}\n`);
    }
}

function rowsIn(path: string): JobRow[] {
  if (!existsSync(path)) return [];
  const lines = readFileSync(path, 'utf8').trimEnd().split('\n');
  return lines.map((line) => JSON.parse(line) as JobRow);
}
