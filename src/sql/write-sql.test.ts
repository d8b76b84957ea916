import { describe, expect, test } from 'vitest';
import { count, sum } from '../builder/aggregate.ts';
import { streamFrom, type Stream } from '../builder/stream.ts';
import type { Schema } from '../columns/column-type.ts';
import type { RowTypesOf } from '../pipeline/row.ts';
import { staticTable } from '../pipeline/static-table.ts';
import { commentedSql } from './commented-sql.ts';
import { dialectNames } from './dialect.ts';
import { sqlRefusals, writeSql } from './write-sql.ts';

const schema = { time: 'timestamp', user: 'text', amount: 'integer' } as const;
const records = streamFrom(schema, 'time', 2_000);

describe('filter and project', () => {
  const { plan } = records
    .filter((row) => row.amount.gt(500))
    .project((row) => ({ user: row.user, half: row.amount.divide(2) }));

  test('need neither watermark nor event time', () => {
    expect(writeSql(plan, 'spark')).toEqual({
      records: 'records.createOrReplaceTempView("records")',
      eventTime: [],
      tables: [],
      query: [
        'SELECT',
        '  `user`,',
        '  `half`',
        'FROM (',
        '  SELECT',
        '    `user`,',
        '    `amount` / 2 AS `half`',
        '  FROM (',
        '    SELECT *',
        '    FROM records',
        '    WHERE `amount` > 500',
        '  ) AS filter_0',
        ') AS project_1',
      ].join('\n'),
    });
  });

  test('have no WITH in Spark, whose continuous mode refuses it, but any other plan has', () => {
    expect(
      writeSql(records.filter((row) => row.amount.gt(5)).latest({ by: ['user'] }).plan, 'spark').query,
    ).not.toMatch(/WITH/);
    expect(writeSql(records.union(records).plan, 'spark').query).toMatch(/^WITH/);
    expect(writeSql(plan, 'flink').query).toMatch(/^WITH/);
  });

  test('divide integers in Flink as doubles', () => {
    expect(writeSql(plan, 'flink').query).toContain('CAST(`amount` AS DOUBLE) / 2 AS `half`');
  });

  test('round in Flink what has a fraction, for it fails at NaN and infinities', () => {
    const sized = streamFrom({ time: 'timestamp', size: 'float' }, 'time', 0);
    const { query } = writeSql(sized.project((row) => ({ size: row.size.round() })).plan, 'flink');
    expect(query).toContain('CASE WHEN ABS(`size`) < 9007199254740992 THEN ROUND(`size`) ELSE `size` END');
  });
});

test('a source alone needs no named SELECT', () => {
  expect(writeSql(records.plan, 'flink').query).toBe('SELECT\n  `time`,\n  `user`,\n  `amount`\nFROM records');
});

describe('a tumbling window', () => {
  const { plan } = records.tumblingWindow({
    sizeMs: 300_000,
    by: ['user'],
    aggregates: (row) => ({ total: sum(row.amount) }),
  });

  test('in Flink is TUMBLE over a watermark with one more millisecond of delay', () => {
    const sql = writeSql(plan, 'flink');
    expect(sql.records.split('\n').slice(-3)).toEqual([
      '  row_time AS CAST(`time` AS TIMESTAMP(3)),',
      "  WATERMARK FOR row_time AS row_time - INTERVAL '2.001' SECOND",
      ')',
    ]);
    expect(sql.query).toContain("FROM TABLE(TUMBLE(TABLE records, DESCRIPTOR(row_time), INTERVAL '5' MINUTE))");
  });

  test('in Spark is window() over a watermark that a program declares', () => {
    const sql = writeSql(plan, 'spark');
    expect(sql.records).toBe(
      'records.selectExpr("*", "`time` AS row_time").withWatermark("row_time", "2 SECOND")' +
        '.createOrReplaceTempView("records")',
    );
    expect(sql.query).toContain("GROUP BY `user`, window(row_time, '5 MINUTE')");
  });

  test('in DuckDB leaves out rows that are late by the watermark before their record', () => {
    const { query } = writeSql(plan, 'duckdb');
    expect(query).toContain(
      'OVER (ORDER BY arrival ROWS BETWEEN UNBOUNDED PRECEDING AND 1 PRECEDING) - INTERVAL 2 SECOND',
    );
    expect(query).toContain('WHERE row_end > watermark_before');
  });

  test('after another one has its event time', () => {
    const { plan: cascade } = records
      .tumblingWindow({ sizeMs: 1_000, by: ['user'], aggregates: () => ({ each: count() }) })
      .tumblingWindow({ sizeMs: 60_000, aggregates: () => ({ users: count() }) });
    expect(writeSql(cascade, 'spark').query).toContain('window_time(window) AS row_time');
    expect(writeSql(cascade, 'flink').query).toContain('window_time AS row_time');
  });
});

describe('a duration of more than three digits in Flink', () => {
  const late = streamFrom(schema, 'time', 3_600_000);

  test('is a multiple of a millisecond in a watermark and between rows, where its literals have three at most', () => {
    const others = late.project((row) => ({ user: row.user, before: row.amount }));
    const { records: ddl, query } = writeSql(
      late.intervalJoin(others, { on: ['user'], beforeMs: 1_001_000, afterMs: 5_000 }).plan,
      'flink',
    );
    expect(ddl).toContain("AS row_time - INTERVAL '0.001' SECOND * CAST(3600001 AS BIGINT)");
    expect(query).toContain(
      "BETWEEN l.row_time - INTERVAL '0.001' SECOND * CAST(1001000 AS BIGINT) AND l.row_time + INTERVAL '5' SECOND",
    );
  });

  test('is a literal as the length of a window, which knows six', () => {
    const ofSize = (sizeMs: number) => records.tumblingWindow({ sizeMs, aggregates: () => ({ n: count() }) }).plan;
    expect(writeSql(ofSize(1_001_000), 'flink').query).toContain("INTERVAL '1001' SECOND(4, 3)");
    expect(sqlRefusals(ofSize(1_000_001_000), 'flink').map(({ reason }) => reason)).toEqual([
      'Flink cannot write a window of 1000001 seconds',
    ]);
  });
});

test('running aggregates without the current row are in Flink those of the row before', () => {
  const { plan } = records.runningAggregate({
    by: ['user'],
    aggregates: (row) => ({ before: count(), total: sum(row.amount) }),
    excludeCurrent: true,
  });
  const lines = writeSql(plan, 'flink').query.split('\n');
  const previous = 'OVER (PARTITION BY `user` ORDER BY row_arrival)';
  expect(lines).toContain(`      COALESCE(LAG(\`before\`) ${previous}, CAST(0 AS BIGINT)) AS \`before\`,`);
  expect(lines).toContain(`      LAG(\`total\`) ${previous} AS \`total\``);
});

describe('groups that are updated', () => {
  const { plan } = records
    .filter((row) => row.amount.gt(5))
    .groupBy({ by: ['user'], aggregates: (row) => ({ n: count(), total: sum(row.amount) }) });

  test.each(['spark', 'flink'] as const)('in %s are a GROUP BY without a watermark', (dialect) => {
    const sql = writeSql(plan, dialect);
    expect(sql.records).not.toMatch(/watermark/i);
    expect(sql.query.split('\n').slice(6, 14)).toEqual([
      '  group_by_1 AS (',
      '    SELECT',
      '      `user`,',
      '      COUNT(*) AS `n`,',
      '      SUM(`amount`) AS `total`',
      '    FROM filter_0',
      '    GROUP BY `user`',
      '  )',
    ]);
    expect(commentedSql(plan, dialect, 200)).toContain('-- The query gives each change to the table of groupBy(): ');
  });

  test('in DuckDB are the table at the end, in the order of their first rows', () => {
    expect(writeSql(plan, 'duckdb').query).toContain('MIN(filter_1.row_order) AS row_order');
  });
});

describe('names and texts', () => {
  const hostile = `x"; DROP TABLE records; --\``;
  const hostileSchema = { time: 'timestamp', [hostile]: 'text' } as const;
  const { plan } = streamFrom(hostileSchema, 'time', 0).filter((row) => row[hostile].eq(`it's \\ \${HOME}`));

  test.each([
    ['duckdb', `WHERE "x""; DROP TABLE records; --\`" = 'it''s \\ \${HOME}'`],
    ['spark', `WHERE \`x"; DROP TABLE records; --\`\`\` = 'it\\'s \\\\ \\u0024{HOME}'`],
    ['flink', `WHERE \`x"; DROP TABLE records; --\`\`\` = 'it''s \\ \${HOME}'`],
  ] as const)('are quoted in %s', (dialect, expected) => {
    expect(writeSql(plan, dialect).query).toContain(expected);
  });
});

describe('a static table', () => {
  const table = staticTable({
    schema: { user: 'text', age: 'integer?' },
    key: 'user',
    rows: [
      { user: "O'Hara", age: null },
      { user: 'b', age: 7 },
    ],
  });
  const { plan } = records.join(table, { on: 'user' });

  test('is a view with all its rows', () => {
    expect(writeSql(plan, 'duckdb').tables.map(({ statement }) => statement.split('\n'))).toEqual([
      [
        'CREATE TEMPORARY VIEW table_1 AS',
        'SELECT',
        '  CAST(c0 AS VARCHAR) AS "user",',
        '  CAST(c1 AS BIGINT) AS "age"',
        'FROM (VALUES',
        "  ('O''Hara', CAST(NULL AS BIGINT)), ('b', 7)",
        ') AS v(c0, c1)',
      ],
    ]);
  });

  test('is looked up in Flink, without event time: any other join would keep every record for ever', () => {
    const { records: declared, tables, query } = writeSql(plan, 'flink');
    expect(tables[0].statement).toContain('PRIMARY KEY (`user`) NOT ENFORCED');
    expect(query).toContain('PROCTIME() AS row_arrival');
    expect(query).toContain('JOIN table_1 FOR SYSTEM_TIME AS OF i.row_arrival AS t');
    expect(declared).not.toContain('WATERMARK');
  });
});

describe('a timestamp', () => {
  const truncated = (ms: number): Stream<RowTypesOf<Schema>>['plan'] =>
    records.project((row) => ({ at: row.time.truncateTo(ms) })).plan;

  test.each([
    [60_000, 'FLOOR(`time` TO MINUTE) AS `at`'],
    [
      10_000,
      "FLOOR(`time` TO DAY) + INTERVAL '1' SECOND * " +
        '(TIMESTAMPDIFF(SECOND, FLOOR(`time` TO DAY), `time`) / 10 * 10) AS `at`',
    ],
    [
      21_600_000,
      "FLOOR(`time` TO DAY) + INTERVAL '1' SECOND * " +
        '(TIMESTAMPDIFF(SECOND, FLOOR(`time` TO DAY), `time`) / 21600 * 21600) AS `at`',
    ],
  ])('truncated to %d ms in Flink is counted from a unit of the calendar', (ms, expected) => {
    expect(writeSql(truncated(ms), 'flink').query).toContain(expected);
  });

  test.each([7_000, 500, 604_800_000])(
    'truncated to %d ms has no SQL of Flink, because it does not divide a day',
    (ms) => {
      expect(sqlRefusals(truncated(ms), 'flink').map(({ reason }) => reason)).toEqual([
        `Flink truncates timestamps only to whole seconds that divide a day, and not to ${ms * 1000} µs`,
      ]);
      expect(sqlRefusals(truncated(ms), 'spark')).toEqual([]);
    },
  );

  test('and whole milliseconds are added in Flink as an interval', () => {
    const added = (micros: number): Stream<RowTypesOf<Schema>>['plan'] =>
      records.project((row) => ({ at: row.time.addMicros(micros) })).plan;
    expect(writeSql(added(1_500_000), 'flink').query).toContain("`time` + INTERVAL '1.5' SECOND AS `at`");
    expect(writeSql(added(-60_000_000), 'flink').query).toContain("`time` - INTERVAL '1' MINUTE AS `at`");
    expect(sqlRefusals(added(1), 'flink').map(({ reason }) => reason)).toEqual([
      'Flink adds only constant intervals of whole milliseconds to a timestamp',
    ]);
  });

  test('and another one have a difference in Flink, by days, seconds and microseconds', () => {
    const { query } = writeSql(records.project((row) => ({ ms: row.time.millisSince(row.time) })).plan, 'flink');
    const micros =
      "(TIMESTAMPDIFF(DAY, TIMESTAMP '1970-01-01 00:00:00', FLOOR(`time` TO DAY)) * CAST(86400000000 AS BIGINT) + " +
      'TIMESTAMPDIFF(SECOND, FLOOR(`time` TO DAY), `time`) * CAST(1000000 AS BIGINT) + ' +
      '(EXTRACT(MICROSECOND FROM `time`) + 1000000) % 1000000)';
    expect(query).toContain(`CAST(${micros} - ${micros} AS DOUBLE) / 1000 AS \`ms\``);
  });

  test('in Flink has no negative parts before 1970', () => {
    const { query } = writeSql(
      records.project((row) => ({ hour: row.time.hourOfDay(), day: row.time.dayOfWeek() })).plan,
      'flink',
    );
    expect(query).toContain('CAST(TIMESTAMPDIFF(HOUR, FLOOR(`time` TO DAY), `time`) AS BIGINT) AS `hour`');
    expect(query).toContain('(EXTRACT(DOW FROM FLOOR(`time` TO DAY)) + 5) % 7 + 1 AS `day`');
  });
});

test('nodes that two branches of a plan share are written once', () => {
  const large = records.filter((row) => row.amount.gt(500));
  const { query } = writeSql(large.union(large.filter((row) => row.user.eq('a'))).plan, 'duckdb');
  expect(query.match(/> 500/g)).toHaveLength(1);
});

test('comments say where an engine differs', () => {
  const joined = records.asOfJoin(
    records.project((row) => ({ user: row.user, before: row.amount })),
    { on: ['user'] },
  );
  expect(commentedSql(joined.plan, 'flink', 200)).toContain('-- The as-of join waits for the watermark: ');
  expect(commentedSql(records.plan, 'flink', 200)).not.toContain('as-of');
  const sessions = records.sessionWindow({ gapMs: 5_000, aggregates: () => ({ n: count() }) });
  expect(commentedSql(sessions.plan, 'flink', 400)).toContain('are cut to whole milliseconds.');
});

describe('names the node and the reason when it refuses', () => {
  function messageOf(dialect: (typeof dialectNames)[number], plan: Stream<RowTypesOf<Schema>>['plan']): string {
    expect(sqlRefusals(plan, dialect)).not.toEqual([]);
    try {
      writeSql(plan, dialect);
      return '';
    } catch (error) {
      return (error as Error).message;
    }
  }

  test("a user's function, in every dialect", () => {
    const { plan } = records.filterWith((row) => row.amount > 5);
    for (const dialect of dialectNames)
      expect(messageOf(dialect, plan)).toMatch(/^filter-with: .*a user's function has no SQL$/);
  });

  test('an operator whose SQL nobody has written, in every dialect', () => {
    const unknown = { kind: 'unknown', schema, input: records.plan };
    for (const dialect of dialectNames)
      expect(sqlRefusals(unknown, dialect)).toEqual([{ node: unknown, reason: 'nobody has written its SQL yet' }]);
  });

  test('columns that differ only in case, if the engine ignores case', () => {
    const { plan } = records.project((row) => ({ a: row.amount, A: row.user }));
    expect(messageOf('duckdb', plan)).toMatch(
      /^project: the plan cannot be written in the SQL of DuckDB: .*two columns are called 'A'$/,
    );
    expect(sqlRefusals(plan, 'flink')).toEqual([]);
  });

  test('names that the generated SQL uses itself', () => {
    const { plan } = streamFrom({ time: 'timestamp', Arrival: 'integer' }, 'time', 0);
    expect(messageOf('duckdb', plan)).toContain("its SQL needs the name 'Arrival'");
    const arrivals = records.lag({ by: ['user'], columns: (row) => ({ row_arrival: row.time }) });
    expect(messageOf('flink', arrivals.plan)).toContain("its SQL needs the name 'row_arrival'");
  });

  test('names of the source that an engine does not take, once and before all that reads it', () => {
    const own = streamFrom({ time: 'timestamp', window: 'integer', row_arrival: 'integer' }, 'time', 0);
    const { plan } = own.project((row) => ({ time: row.time })).union(own.project((row) => ({ time: row.time })));
    const reasonsOf = (dialect: 'spark' | 'flink') =>
      sqlRefusals(plan, dialect).map(({ node, reason }) => `${node.kind}: ${reason}`);
    expect(reasonsOf('spark')).toEqual(["source: its SQL needs the name 'window' for a column of its own"]);
    expect(reasonsOf('flink')).toEqual(["source: its SQL needs the name 'row_arrival' for a column of its own"]);
    const { plan: cases } = streamFrom({ time: 'timestamp', Time: 'integer' }, 'time', 0);
    expect(messageOf('spark', cases)).toMatch(/^source: .*two columns are called 'Time'$/);
    expect(sqlRefusals(cases, 'flink')).toEqual([]);
  });

  test('plans for which Flink would give another answer', () => {
    const micros = records.tumblingWindow({ sizeMs: 0.5, aggregates: () => ({ n: count() }) });
    expect(messageOf('flink', micros.plan)).toContain('Flink counts event time in whole milliseconds');
    const sessions = records
      .tumblingWindow({ sizeMs: 1_000, by: ['user'], aggregates: () => ({ n: count() }) })
      .sessionWindow({ gapMs: 5_000, by: ['user'], aggregates: () => ({ n: count() }) });
    expect(messageOf('flink', sessions.plan)).toContain('last microsecond');
  });

  test('groups by what may be null, in Flink, whose tables have keys', () => {
    const byAge = (age: 'integer' | 'integer?'): string[] => {
      const { plan } = streamFrom({ time: 'timestamp', age }, 'time', 0).groupBy({
        by: ['age'],
        aggregates: () => ({ n: count() }),
      });
      return sqlRefusals(plan, 'flink').map(({ node, reason }) => `${node.kind}: ${reason}`);
    };
    expect(byAge('integer?')).toEqual([expect.stringMatching(/^group-by: .* keys, and 'age' may be null$/)]);
    expect(byAge('integer')).toEqual([]);
  });

  test('every node without SQL', () => {
    const { plan } = records.lag({ by: ['user'], columns: (row) => ({ before: row.amount }) }).filterWith(() => true);
    expect(sqlRefusals(plan, 'spark').map(({ node }) => node.kind)).toEqual(['lag', 'filter-with']);
  });
});

test.each<['inner' | 'left', string]>([
  ['inner', '\nWHERE row_found IS NOT NULL'],
  ['left', ''],
])("in Spark's continuous mode, a static table is a map: a join of type %s", (type, where) => {
  const names = staticTable({
    schema: { user: 'text', age: 'integer?' },
    key: 'user',
    rows: [{ user: 'a', age: null }],
  });
  const { plan } = streamFrom({ time: 'timestamp', user: 'text' }, 'time', 0).join(names, { on: 'user', type });
  const { tables, query } = writeSql(plan, 'spark', { hasTableMaps: true });
  expect(tables).toEqual([]);
  expect(query.replaceAll(/^ +/gm, '')).toBe(
    [
      'SELECT\n`time`,\n`user`,\n`age`\nFROM (',
      'SELECT\n`time`,\n`user`,\nrow_found.`age` AS `age`\nFROM (',
      "SELECT\n*,\ntry_element_at(map('a', named_struct('age', CAST(NULL AS BIGINT))), `user`) AS row_found",
      `FROM records\n) AS found_0${where}\n) AS join_table_1`,
    ].join('\n'),
  );
});
