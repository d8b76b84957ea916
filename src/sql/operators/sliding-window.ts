import type { SlidingWindowNode } from '../../operators/sliding-window.ts';
import { flinkWindowLength } from '../flink.ts';
import { refuse } from '../refusal.ts';
import { sparkDuration } from '../spark.ts';
import { refuseFirstAndLast } from './flink-windows.ts';
import type { OperatorSql } from './operator-sql.ts';
import { duckdbWindows, flinkWindows, sparkWindows } from './windows.ts';

export const slidingWindow: OperatorSql<SlidingWindowNode> = {
  readsEventTime: ['spark', 'flink'],
  duckdb(node, place) {
    const [size, slide] = [place.writer.interval(node.sizeMicros), place.writer.interval(node.slideMicros)];
    // From the last window that holds the row back to the first.
    const starts = `RANGE(TIME_BUCKET(${slide}, row_time, TIMESTAMP '1970-01-01'), row_time - ${size}, -${slide})`;
    return duckdbWindows(node, `UNNEST(${starts}) + ${size}`, size, place);
  },
  spark: (node, place) =>
    sparkWindows(
      node,
      `window(row_time, '${sparkDuration(node.sizeMicros)}', '${sparkDuration(node.slideMicros)}')`,
      'window',
      place,
    ),
  flink(node, place) {
    const { sizeMicros, slideMicros } = node;
    refuseFirstAndLast(node);
    if (sizeMicros % slideMicros !== 0) refuse("in Flink a window's size must be a multiple of its slide");
    const [size, slide] = [flinkWindowLength(sizeMicros), flinkWindowLength(slideMicros)];
    return flinkWindows(node, `HOP(TABLE ${place.input}, DESCRIPTOR(row_time), ${slide}, ${size})`, place);
  },
};
