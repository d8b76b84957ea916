import { execFile, execFileSync } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs, promisify } from 'node:util';
import { markdownTable, plain } from '../../src/reports/markdown.ts';
import { configurationName } from '../../src/results/configuration.ts';
import type { GateFigure, GateFindings } from '../../src/results/findings/gate.ts';
import { percent, perSecond } from '../../src/results/quantity.ts';
import { readResult } from '../../src/results/read-result.ts';
import { gateVerdict } from '../gate-verdict.ts';
import { writtenBy } from '../written-by.ts';

/**
 * `npm run bench:history`: gates the last commits of this repository that touch what a record passes through, each
 * against the commit before it, each measured by its own tool. It takes hours; commits that are known are not gated
 * again. Writes results/history.json and results/history.md.
 */
const { values } = parseArgs({
  options: {
    commits: { type: 'string', default: '20' },
    workload: { type: 'string', default: 'ysb,fraud' },
    minutes: { type: 'string', default: '5' },
  },
});
const folders = ['src/compile', 'src/operators', 'src/executors'];
const streamBench = new URL('../../bin/stream-bench.js', import.meta.url).pathname;
const known = 'results/history.json';

/** How the gate of a commit ended. */
interface Row {
  readonly commit: string;
  readonly subject: string;
  readonly workload: string;
  /** Null where there was none. */
  readonly verdict: GateFigure['verdict'] | null;
  /** Figures that are a regression, or inconclusive with a change beyond their margin; or why there is no verdict. */
  readonly worse: readonly string[];
  readonly figures: number;
  readonly passed: number;
}

type Failure = Error & { readonly code?: unknown; readonly stderr: string };

/** With a regression the gate exits with it; with 1 where it could not measure. */
const regressionCode = 2;

type Gated = Pick<Row, 'commit' | 'subject' | 'workload'>;

const rows = existsSync(known) ? (JSON.parse(readFileSync(known, 'utf8')) as Row[]) : [];
mkdirSync('results', { recursive: true });
for (const gated of lastCommits()) {
  if (rows.some(({ commit, workload }) => commit === gated.commit && workload === gated.workload)) continue;
  const row = await rowOf(gated);
  rows.push(row);
  console.error(`${gated.commit} ${gated.workload}: ${row.verdict}`);
  writeFileSync(known, `${JSON.stringify(rows, null, 2)}\n`);
}
writeFileSync('results/history.md', report());

function lastCommits(): Gated[] {
  const format = ['--no-merges', '--format=%h %s', `-${values.commits}`];
  const lines = execFileSync('git', ['log', ...format, '--', ...folders], { encoding: 'utf8' });
  return lines
    .trimEnd()
    .split('\n')
    .map((line) => [line.slice(0, line.indexOf(' ')), line.slice(line.indexOf(' ') + 1)])
    .flatMap(([commit, subject]) => values.workload.split(',').map((workload) => ({ commit, subject, workload })));
}

/** In a clone, so that head is the commit. */
async function rowOf(gated: Gated): Promise<Row> {
  const folder = mkdtempSync(join(tmpdir(), 'stream-bench-history-'));
  try {
    return await rowIn(folder, gated);
  } finally {
    rmSync(folder, { recursive: true });
  }
}

async function rowIn(folder: string, gated: Gated): Promise<Row> {
  const out = join(folder, 'gate.json');
  const clone = join(folder, 'clone');
  execFileSync('git', ['clone', '--quiet', '--shared', '--no-checkout', process.cwd(), clone]);
  execFileSync('git', ['-C', clone, 'checkout', '--quiet', '--detach', gated.commit]);
  const versions = ['--own-tool', '--base', `${gated.commit}^`];
  const args = ['gate', gated.workload, ...versions, '--max-minutes', values.minutes, '--out', out, '--quiet'];
  const failure = await promisify(execFile)(process.execPath, [streamBench, ...args], { cwd: clone }).then(
    () => undefined,
    (error: Failure) => (error.code === regressionCode ? undefined : error.stderr.trim()),
  );
  if (failure !== undefined) return { ...gated, verdict: null, worse: [reasonIn(failure)], figures: 0, passed: 0 };
  return { ...gated, ...verdictOf(readResult(out).result.findings as GateFindings) };
}

/** Without the advice for users. */
function reasonIn(failure: string): string {
  return failure.split('\n')[0].replace('error: ', '');
}

function verdictOf(findings: GateFindings): Pick<Row, 'verdict' | 'worse' | 'figures' | 'passed'> {
  const { answers, figures } = findings;
  return {
    verdict: gateVerdict(findings),
    worse: [...(answers === 'differ' ? ['another answer'] : []), ...figures.filter(isBeyond).map(figureText)],
    figures: figures.length,
    passed: figures.filter(({ verdict }) => verdict === 'pass').length,
  };
}

function isBeyond({ verdict, change, margin }: GateFigure): boolean {
  return verdict === 'regression' || (verdict === 'inconclusive' && change !== null && change > margin);
}

function figureText(figure: GateFigure): string {
  const { label, ratePerSecond, change, verdict } = figure;
  const where = `${label} of ${configurationName(figure)} at ${perSecond(ratePerSecond)}/s`;
  return `${where}: ${percent(change!)} (${verdict})`;
}

function report(): string {
  const order = lastCommits().map(({ commit }) => commit);
  const last = rows.filter(({ commit }) => order.includes(commit));
  const latestFirst = last.toSorted((left, right) => order.indexOf(left.commit) - order.indexOf(right.commit));
  const cells = latestFirst.map(({ commit, subject, workload, verdict, worse, figures, passed }) => [
    commit,
    plain(subject),
    workload,
    verdict ?? 'none',
    `${passed} of ${figures}`,
    plain(worse.join('; ')),
  ]);
  return `# The gate over this repository's own history

${writtenBy('npm run bench:history')}

The last commits that touch ${folders.join(', ')}, each against the commit before it, measured by the tool of each.

${markdownTable(['commit', 'what it does', 'workload', 'verdict', 'figures that pass', 'worse'], cells)}
`;
}
