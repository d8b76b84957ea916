import type { FilterWithNode } from '../../operators/filter-with.ts';
import type { MapNode } from '../../operators/map.ts';
import { refusal } from '../refusal.ts';
import type { OperatorSql } from './operator-sql.ts';

const noSql = refusal("a user's function has no SQL");

/** For map() and filterWith(), which call JavaScript. */
export const userFunction: OperatorSql<MapNode | FilterWithNode> = {
  readsEventTime: [],
  duckdb: noSql,
  spark: noSql,
  flink: noSql,
};
