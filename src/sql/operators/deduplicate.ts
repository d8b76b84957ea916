import type { DeduplicateNode } from '../../operators/deduplicate.ts';
import { refusal } from '../refusal.ts';
import { select } from '../select.ts';
import { clock } from './clock.ts';
import type { OperatorSql } from './operator-sql.ts';

export const deduplicate: OperatorSql<DeduplicateNode> = {
  readsEventTime: [],
  /** Whether a row passes depends on the rows that passed before it. So a list of those is built for each key. */
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
    const bounds = `each[1].instant - ${within} AND each[1].instant + ${within}`;
    const isNear = `LEN(LIST_FILTER(passed, LAMBDA one: one.instant BETWEEN ${bounds})) > 0`;
    const step = `CASE WHEN ${isNear} THEN passed ELSE LIST_CONCAT(passed, each) END`;
    const passed = writer.with(
      'passed',
      select({
        columns: [`LIST_REDUCE(${rows}, LAMBDA passed, each: ${step}) AS row_passed`],
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
  spark: refusal('Spark deduplicates within the watermark only by its DataFrame API, and not in SQL'),
  flink: refusal("Flink's deduplication in SQL has no bound in event time"),
};
