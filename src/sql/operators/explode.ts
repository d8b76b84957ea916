import type { ExplodeNode } from '../../operators/explode.ts';
import { select } from '../select.ts';
import type { OperatorSql } from './operator-sql.ts';
import { renumbered } from './row-order.ts';

export const explode: OperatorSql<ExplodeNode> = {
  readsEventTime: [],
  duckdb({ column, into, separator, input: { schema } }, { input, writer, carried }) {
    const parts = `STRING_SPLIT(${writer.name(column)}, ${writer.dialect.quoteText(separator)})`;
    const [columns, part] = [writer.names(Object.keys(schema)), writer.name(into)];
    const split = writer.with(
      'split',
      select({
        columns: [...columns, `UNNEST(${parts}) AS ${part}`, `UNNEST(RANGE(LEN(${parts}))) AS row_second`, ...carried],
        from: input,
      }),
    );
    return select({
      columns: [...columns, part, ...renumbered(['row_order', 'row_second'])],
      from: split,
      where: `${part} <> ''`,
    });
  },
  spark({ column, into, separator }, { input, writer }) {
    const pattern = writer.dialect.quoteText(separator.replace(/[\\^$.|?*+()[\]{}]/g, '\\$&'));
    const part = writer.name(into);
    return select({
      columns: ['*'],
      from: [input, `LATERAL VIEW EXPLODE(SPLIT(${writer.name(column)}, ${pattern})) AS ${part}`],
      where: `${part} <> ''`,
    });
  },
  flink({ column, into, separator }, { input, writer }) {
    const part = writer.name(into);
    return select({
      columns: ['*'],
      from: [
        input,
        `CROSS JOIN UNNEST(SPLIT(${writer.name(column)}, ${writer.dialect.quoteText(separator)})) AS parts(${part})`,
      ],
      where: `${part} <> ''`,
    });
  },
};
