import type { DeduplicateNode } from '../../operators/deduplicate.ts';
import { refused } from '../refusal.ts';
import { select } from '../select.ts';
import { clock } from './clock.ts';
import type { OperatorSql } from './operator-sql.ts';

export const deduplicate: OperatorSql<DeduplicateNode> = {
  readsEventTime: [],
  /** Whether a row is let through depends on which were before it: so a list of those is made for each key, row by row. */
  duckdb({ by, withinMicros }, { input, writer }) {
    const within = writer.interval(withinMicros);
    const keys = writer.names(by);
    const inTime = writer.with(
      'in_time',
      select({
        columns: [...keys, 'row_order', 'row_time'],
        from: [input, `JOIN ${clock(writer)} USING (row_cause)`],
        where: `row_time + ${within} >= watermark_before`,
      }),
    );
    const rows = 'LIST([STRUCT_PACK(place := row_order, instant := row_time)] ORDER BY row_order)';
    const isNear = `LEN(LIST_FILTER(passed, LAMBDA one: one.instant BETWEEN each[1].instant - ${within} AND each[1].instant + ${within})) > 0`;
    const passed = writer.with(
      'passed',
      select({
        columns: [
          `LIST_REDUCE(${rows}, LAMBDA passed, each: CASE WHEN ${isNear} THEN passed ELSE LIST_CONCAT(passed, each) END) AS row_passed`,
        ],
        from: inTime,
        groupBy: keys,
      }),
    );
    return select({
      columns: ['*'],
      from: input,
      where: `row_order IN (SELECT UNNEST(row_passed).place FROM ${passed})`,
    });
  },
  spark: refused('Spark deduplicates within the watermark by its DataFrame API only, and not in SQL'),
  flink: refused("Flink's deduplication in SQL has no bound in event time"),
};
