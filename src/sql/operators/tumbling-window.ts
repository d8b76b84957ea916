import type { TumblingWindowNode } from '../../operators/tumbling-window.ts';
import { flinkWindowLength } from '../flink.ts';
import { sparkDuration } from '../spark.ts';
import type { OperatorSql } from './operator-sql.ts';
import { duckdbWindows, flinkWindows, sparkWindows } from './windows.ts';

export const tumblingWindow: OperatorSql<TumblingWindowNode> = {
  readsEventTime: ['spark', 'flink'],
  duckdb(node, place) {
    const size = place.writer.interval(node.sizeMicros);
    return duckdbWindows(node, `TIME_BUCKET(${size}, row_time, TIMESTAMP '1970-01-01') + ${size}`, size, place);
  },
  spark: (node, place) => sparkWindows(node, `window(row_time, '${sparkDuration(node.sizeMicros)}')`, 'window', place),
  flink: (node, place) =>
    flinkWindows(
      node,
      `TUMBLE(TABLE ${place.input}, DESCRIPTOR(row_time), ${flinkWindowLength(node.sizeMicros)})`,
      place,
    ),
};
