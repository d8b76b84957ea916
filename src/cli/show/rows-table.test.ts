import { stripVTControlCharacters } from 'node:util';
import stringWidth from 'string-width';
import { describe, expect, test } from 'vitest';
import { rowsTable, type Rows } from './rows-table.ts';

function linesOf(rows: Rows): string[] {
  return stripVTControlCharacters(rowsTable(rows)).split('\n');
}

const time = '2026-01-31T12:00:00.123456Z';

test('aligns numbers to the right, and shows null as a dash', () => {
  const columns = [
    { name: 'user', type: 'text' },
    { name: 'n', type: 'integer' },
    { name: 'is', type: 'boolean' },
  ] as const;
  const cells = [
    ['ann', '1', 'true'],
    ['bob', '1000', null],
  ];
  expect(linesOf({ columns, cells })).toEqual(['user    n is', 'ann     1 true', 'bob  1000 –']);
});

describe('in 80 columns', () => {
  test('cuts texts, and says so', () => {
    const columns = [
      { name: 'first', type: 'text' },
      { name: 'at', type: 'timestamp' },
      { name: 'second', type: 'text' },
    ] as const;
    const lines = linesOf({ columns, cells: [['x'.repeat(60), time, 'y'.repeat(60)]] });
    expect(lines.every((line) => line.length <= 79)).toBe(true);
    expect(lines[1]).toMatch(/^x+… 2026-01-31T12:00:00.123456Z y+…$/);
    expect(lines[2]).toBe('… stands where a text is cut; --format writes all of it.');
  });

  test('leaves out columns where cutting does not suffice, and names them', () => {
    const columns = Array.from({ length: 5 }, (_, index) => ({ name: `t${index}`, type: 'timestamp' as const }));
    const lines = linesOf({ columns, cells: [columns.map(() => time)] });
    expect(lines[1]).toBe(`${time} ${time}`);
    expect(lines.slice(2)).toEqual(['3 more columns left out for lack of room; --format writes all:', '  t2, t3, t4']);
  });

  test('never cuts a number or a time, and shows at least one column', () => {
    const name = 'n'.repeat(100);
    const lines = linesOf({ columns: [{ name, type: 'integer' }], cells: [['-9007199254740991']] });
    expect(lines).toEqual([expect.stringMatching(/^n+…$/), expect.stringMatching(/^ +-9007199254740991$/), lines[2]]);
    expect(lines[0].length).toBeLessThanOrEqual(79);
  });

  test('counts characters that take two columns', () => {
    const columns = [
      { name: 'city', type: 'text' },
      { name: 'n', type: 'integer' },
    ] as const;
    const lines = linesOf({
      columns,
      cells: [
        ['東京都', '1'],
        ['東'.repeat(60), '2'],
      ],
    });
    expect(lines[1]).toMatch(/^東京都 +1$/);
    expect(lines.every((line) => stringWidth(line) <= 79)).toBe(true);
    expect(lines[2]).toContain('…');
  });

  test('shows control characters, and obeys none', () => {
    const lines = linesOf({ columns: [{ name: 'a\nb', type: 'text' }], cells: [['\u001b[2J\r']] });
    expect(lines).toEqual(['a\\nb', '\\u001b[2J\\r']);
  });
});
