import chalk from 'chalk';
import wrapAnsi from 'wrap-ansi';
import { escapeControls, escapeForeignControls } from '../../control-characters.ts';
import { engineModes, unsupportedNodes, type EngineMode } from '../../engines/support.ts';
import { printPlan, type NodeText } from '../../operators/print-plan.ts';
import type { PlanNode } from '../../pipeline/plan-node.ts';
import { commentedSql } from '../../sql/commented-sql.ts';
import { loadOutside } from '../../workloads/load-outside.ts';
import type { ExplainOptions } from './options.ts';

const width = 79;

/** What a workload computes, and which engines can run it; with `sql` only the SQL for that engine. */
export async function explain(
  nameOrPath: string,
  { sql }: ExplainOptions,
  notify: (text: string) => void = () => {},
): Promise<string> {
  const { name, description, plan } = await loadOutside(nameOrPath, { timeoutMs: undefined, notify });
  if (sql !== undefined) return commentedSql(plan, sql, width);
  const sections = [
    section(escapeControls(name), wrapAnsi(escapeControls(description), width - 2).split('\n')),
    section('Plan, in the order in which rows pass through it', planLines(plan)),
    section(
      'Engines that can run it',
      engineModes.flatMap((engineMode) => supportLines(plan, engineMode)),
    ),
  ];
  return escapeForeignControls(`${sections.join('\n\n')}\n`);
}

function section(title: string, lines: readonly string[]): string {
  return [chalk.bold(title), ...lines.map((line) => `  ${line}`.trimEnd())].join('\n');
}

function planLines(plan: PlanNode): string[] {
  const nodes = printPlan(plan);
  const kindWidth = Math.max(...nodes.map(({ kind, depth }) => kind.length + 2 * depth)) + 2;
  return nodes.flatMap((node) => nodeLines(node, kindWidth));
}

function nodeLines({ kind, depth, settings, columns, computed }: NodeText, kindWidth: number): string[] {
  const branch = '│ '.repeat(depth);
  const text = [settings.join(', '), columns.join(', '), ...computed].filter((part) => part !== '');
  const lines = text.flatMap((part) => hanging(part, width - 2 - kindWidth));
  return (lines.length === 0 ? [''] : lines).map(
    (line, index) => `${branch}${(index === 0 ? kind : '').padEnd(kindWidth - branch.length)}${line}`,
  );
}

/** Engine and mode in two columns, then `yes`, or `no` with the reasons. */
function supportLines(plan: PlanNode, engineMode: EngineMode): string[] {
  const kindsByReason = Map.groupBy(unsupportedNodes(plan, engineMode), ({ reason }) => reason);
  const reasons = [...kindsByReason].map(
    ([reason, nodes]) => `${[...new Set(nodes.map(({ node }) => node.kind))].join(', ')}: ${reason}`,
  );
  const head = `${engineMode.engine.padEnd(7)}${engineMode.mode.padEnd(13)}`;
  if (reasons.length === 0) return [`${head}${chalk.green('yes')}`];
  const lines = reasons.flatMap((reason) => hanging(reason, width - 6 - head.length));
  return lines.map((line, index) =>
    index === 0 ? `${head}${chalk.yellow('no')}  ${line}` : `${' '.repeat(head.length + 4)}${line}`,
  );
}

/** Wraps text to lines of this width; all but the first are indented. */
function hanging(text: string, lineWidth: number): string[] {
  return wrapAnsi(text, lineWidth - 2, { hard: true })
    .split('\n')
    .map((line, index) => (index === 0 ? line : `  ${line}`));
}
