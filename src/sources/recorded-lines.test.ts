import { gzipSync } from 'node:zlib';
import { describe, expect, test } from 'vitest';
import { problemOf, fileStore } from './reading.test-program.ts';
import { lineColumn, recordedLines } from './recorded-lines.ts';

const [ndjson, gzipped, csv] = ['.ndjson', '.jsonl.gz', '.csv'].map(fileStore);

async function linesOf(path: string, limit = Infinity): Promise<unknown[]> {
  const { records } = await recordedLines(path).load(limit);
  return Array.from({ length: records.length }, (_, row) => records.value(row, records.column(lineColumn)));
}

describe('lines of a recording', () => {
  test('are taken as they are, without empty ones and the ends of lines', async () => {
    const content = '{ "a":1 }\r\n\n{"b":"\u2028"}\nno JSON';
    expect(await linesOf(ndjson(content))).toEqual(['{ "a":1 }', '{"b":"\u2028"}', 'no JSON']);
    expect(await linesOf(gzipped(gzipSync(content)), 1)).toEqual(['{ "a":1 }']);
  });

  test('of CSV are JSON with the names of the first line', async () => {
    const content = 'id,text, price\n1,"a, ""b""",1.50\r\n007,,-3\n12345678901234567890,5" disk,1e5\n';
    expect(await linesOf(csv(content))).toEqual([
      '{"id":1,"text":"a, \\"b\\"","price":1.5}',
      '{"id":"007","text":null,"price":-3}',
      '{"id":"12345678901234567890","text":"5\\" disk","price":"1e5"}',
    ]);
  });

  test('of CSV keep the digits of long numbers', async () => {
    const numbers = ['999999999999999', '9007199254740993', '-0.00000000000001', '12345678.123456789'];
    const lines = (await linesOf(csv(`id\n${numbers.join('\n')}\n`))) as string[];
    expect(lines.map((line) => String((JSON.parse(line) as { id: unknown }).id))).toEqual([
      '999999999999999',
      '9007199254740993',
      '-1e-14',
      '12345678.123456789',
    ]);
  });

  test.each<[string, () => string, string]>([
    ['that are not there', () => '/nowhere/orders.ndjson', 'there is no such file'],
    ['of an empty file', () => ndjson(''), 'the file is empty'],
    ['that are not UTF-8', () => ndjson(Buffer.from([0x61, 0xff, 0x0a])), 'the text is not UTF-8'],
    ['of CSV that are not UTF-8', () => csv(Buffer.from([0x61, 0x0a, 0xff, 0x0a])), 'the text is not UTF-8'],
    ['of broken CSV', () => csv('a,b\n1\n'), 'the CSV file is broken: it has 1 fields, and the header 2'],
    ['of CSV with a column twice', () => csv('a,a\n1,2\n'), "'a'"],
    ['of CSV whose quote stays open', () => csv('a,b\n1,"2\n'), 'the CSV file is broken: a quote'],
  ])('%s are refused', async (_, path, what) => {
    expect((await problemOf(linesOf(path()))).what).toContain(what);
  });
});
