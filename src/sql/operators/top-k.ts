import type { PlanNode } from '../../pipeline/plan-node.ts';
import type { FilterNode } from '../../operators/filter.ts';
import type { ProjectNode } from '../../operators/project.ts';
import type { TopKNode } from '../../operators/top-k.ts';
import { refuse, refusal } from '../refusal.ts';
import { select } from '../select.ts';
import type { SqlWriter } from '../sql-writer.ts';
import { clock } from './clock.ts';
import type { OperatorSql } from './operator-sql.ts';
import { windowOf } from './row-order.ts';
import { afterEnd, closing, closingColumns } from './windows.ts';

const windowBounds: readonly string[] = ['windowStart', 'windowEnd'];

export const topK: OperatorSql<TopKNode> = {
  readsEventTime: ['spark', 'flink'],
  duckdb(node, { input, writer }) {
    const [names, end] = [writer.names(Object.keys(node.input.schema)), writer.name('windowEnd')];
    const partition = [end, ...writer.names(node.partitionBy)];
    const due = node.includesEnd ? 'row_due' : end;
    const ranked = writer.with(
      'ranked',
      select({
        columns: [
          ...names,
          ...(node.includesEnd ? [`${afterEnd(end)} AS row_due`] : []),
          `${ranking(node, partition, writer)} AS ${writer.name('rank')}`,
        ],
        from: [input, `JOIN ${clock(writer)} USING (row_cause)`],
        where: `${due} > watermark_before`,
      }),
    );
    return select({
      columns: [...names, writer.name('rank'), ...closingColumns(due, [...partition, writer.name('rank')])],
      from: [ranked, closing(due, writer)],
      where: `${writer.name('rank')} <= ${node.k}`,
    });
  },
  spark: refusal('Spark does not rank rows of a stream'),
  flink(node, { input, writer, carried }) {
    if (!isOfWindow(node.input))
      refuse('Flink ranks the rows of a tumbling or sliding window, and needs its windowStart and windowEnd');
    if (windowBounds.includes(node.by)) refuse('Flink does not rank the rows of a window by its bounds');
    const partition = writer.names([
      ...windowBounds,
      ...node.partitionBy.filter((name) => !windowBounds.includes(name)),
    ]);
    const names = [...writer.names(Object.keys(node.input.schema)), ...carried];
    const ranked = writer.with(
      'ranked',
      select({ columns: [...names, `${ranking(node, partition, writer)} AS ${writer.name('rank')}`], from: input }),
    );
    return select({
      columns: [...writer.names(Object.keys(node.schema)), ...carried],
      from: ranked,
      where: `${writer.name('rank')} <= ${node.k}`,
    });
  },
};

/** Nulls come last; ties are broken by all columns in turn. */
function ranking({ by, descending, input }: TopKNode, partition: readonly string[], writer: SqlWriter): string {
  const ties = writer
    .names(Object.keys(input.schema))
    .filter((name) => !partition.includes(name))
    .map((name) => `${name} NULLS LAST`);
  const order = [`${writer.name(by)} ${descending ? 'DESC ' : ''}NULLS LAST`, ...ties];
  return `ROW_NUMBER() OVER (${windowOf(partition, order.join(', '))})`;
}

/** Whether the node's rows have the start and the end of the window that they come from. */
function isOfWindow(node: PlanNode): boolean {
  if (node.kind === 'tumbling-window' || node.kind === 'sliding-window') return true;
  if (node.kind === 'filter') return isOfWindow((node as FilterNode).input);
  if (node.kind !== 'project') return false;
  const { expressions, input } = node as ProjectNode;
  const keeps = (name: string): boolean => {
    const expression = expressions[name] as ProjectNode['expressions'][string] | undefined;
    return expression?.kind === 'column' && expression.name === name;
  };
  return windowBounds.every(keeps) && isOfWindow(input);
}
