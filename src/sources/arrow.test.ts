import {
  bool,
  decimal,
  dictionary,
  float16,
  float32,
  float64,
  int16,
  int32,
  int64,
  int8,
  largeUtf8,
  list,
  tableFromArrays,
  tableToIPC,
  timeSecond,
  timestamp,
  TimeUnit,
  uint16,
  uint32,
  uint64,
  uint8,
  utf8,
  CompressionType,
  getCompressionCodec,
  setCompressionCodec,
} from '@uwdata/flechette';
import { zstdCompressSync } from 'node:zlib';
import { describe, expect, test } from 'vitest';
import { RecordRandom } from '../random/random.ts';
import { StreamBenchError } from '../errors.ts';
import { arrow } from './arrow.ts';
import { fileStore, problemOf, readFile } from './reading.test-program.ts';

const store = fileStore('.arrow');

type Type = ReturnType<typeof utf8> | ReturnType<typeof int8>;

/** Stores a file with one column, `cell`. */
function storeColumn(values: readonly unknown[], type: unknown, format: 'file' | 'stream' = 'file'): string {
  return store(
    tableToIPC(tableFromArrays({ cell: values as unknown[] }, { types: { cell: type as Type } }), { format })!,
  );
}

describe('values of an Arrow file', () => {
  test.each([
    ['int8', int8(), -128, 'integer', -128],
    ['int16', int16(), -32_768, 'integer', -32_768],
    ['int32', int32(), -(2 ** 31), 'integer', -(2 ** 31)],
    ['int64', int64(), BigInt(Number.MIN_SAFE_INTEGER), 'integer', Number.MIN_SAFE_INTEGER],
    ['uint8', uint8(), 255, 'integer', 255],
    ['uint16', uint16(), 65_535, 'integer', 65_535],
    ['uint32', uint32(), 2 ** 32 - 1, 'integer', 2 ** 32 - 1],
    ['uint64', uint64(), BigInt(Number.MAX_SAFE_INTEGER), 'integer', Number.MAX_SAFE_INTEGER],
    ['float16', float16(), 1.5, 'float', 1.5],
    ['float32', float32(), 0.1, 'float', Math.fround(0.1)],
    ['float64', float64(), 0.1, 'float', 0.1],
    ['float64', float64(), -0, 'float', 0],
    ['bool', bool(), true, 'boolean', true],
    ['utf8', utf8(), 'Zürich 😀', 'text', 'Zürich 😀'],
    ['large utf8', largeUtf8(), '', 'text', ''],
    ['a dictionary of utf8', dictionary(utf8()), 'LAX', 'text', 'LAX'],
    ['a timestamp in s', timestamp(TimeUnit.SECOND), Date.UTC(2026, 0, 31), 'timestamp', Date.UTC(2026, 0, 31) * 1000],
    ['a timestamp in ms', timestamp(TimeUnit.MILLISECOND), -1, 'timestamp', -1000],
    ['a timestamp in µs', timestamp(TimeUnit.MICROSECOND, 'Europe/Paris'), 0.001, 'timestamp', 1],
    ['a timestamp in ns', timestamp(TimeUnit.NANOSECOND), -0.000_001, 'timestamp', -1],
  ] as const)('%s: %s', async (_, type, value, spec, expected) => {
    for (const format of ['file', 'stream'] as const) {
      const path = storeColumn([value, null], type, format);
      expect((await readFile(path, { cell: `${spec}?` })).rows).toEqual([[expected], [null]]);
      expect((await readFile(path, { cell: spec }, { badRecords: 'skip' })).rows).toEqual([[expected]]);
    }
  });

  test.each([
    ['integer', float64(), 7, 'the file has Float, the schema says integer', "Declare it as 'float'."],
    ['integer', decimal(5, 2), 1.5, 'the file has Decimal, the schema says integer', "Declare it as 'float'."],
    ['text', int32(), 7, 'the file has Int, the schema says text', "Declare it as 'integer'."],
    [
      'timestamp',
      float64(),
      7,
      'the file has Float, the schema says timestamp',
      "Declare it as 'float', or say in which time unit it counts since 1970, such as timeUnit: 'ms', or " +
        '--time-unit ms with --replay.',
    ],
    [
      'timestamp',
      timeSecond(),
      0,
      'the file has Time, the schema says timestamp',
      'No column type holds this exactly: cast the column in the file, or leave it out.',
    ],
    [
      'integer',
      list(int32()),
      [1],
      'the file has List, the schema says integer',
      'No column type holds this exactly: cast the column in the file, or leave it out.',
    ],
  ] as const)('as %s: the error says what the file has', async (spec, type, value, what, remedy) => {
    const path = storeColumn([value], type);
    expect(await problemOf(readFile(path, { cell: spec }))).toEqual({
      kind: 'input',
      where: `${path}, column 'cell'`,
      what,
      remedy,
    });
  });
});

describe('compression of an Arrow file', () => {
  const values = Array.from({ length: 5000 }, (_, index) => index % 7);

  /** The codec that arrow.ts registers cannot compress. */
  function compressed(codec: 0 | 1): string {
    const own = getCompressionCodec(codec);
    setCompressionCodec(codec, {
      encode: (bytes) => new Uint8Array(zstdCompressSync(bytes)),
      decode: (bytes) => bytes,
    });
    try {
      return store(
        tableToIPC(tableFromArrays({ cell: values }, { types: { cell: int64() } }), { format: 'file', codec })!,
      );
    } finally {
      setCompressionCodec(codec, own!);
    }
  }

  test('by ZSTD is supported', async () => {
    expect((await readFile(compressed(CompressionType.ZSTD), { cell: 'integer' })).rows).toEqual(
      values.map((value) => [value]),
    );
  });
});

describe('an Arrow file that cannot be read', () => {
  const whole = (format: 'file' | 'stream'): Uint8Array =>
    tableToIPC(
      tableFromArrays(
        { n: Array.from({ length: 3000 }, (_, n) => n), text: Array.from({ length: 3000 }, (_, n) => `text ${n}`) },
        { types: { n: int32(), text: utf8() } },
      ),
      { format },
    )!;

  test.each(['ARROW', 'n,text\n1,a\n', '{"n":1}'])('is not an Arrow file: %j', async (content) => {
    const path = store(content);
    expect(await problemOf(readFile(path, { n: 'integer' }))).toMatchObject({
      kind: 'input',
      where: path,
      what: 'this is not an Arrow file',
    });
  });

  test.each([10, 1_000, 20_000])('is cut off after %i bytes', async (length) => {
    const file = store(whole('file').subarray(0, length));
    expect(await problemOf(readFile(file, { n: 'integer' }))).toEqual({
      kind: 'input',
      where: file,
      what: 'the Arrow file is broken: its end is missing',
      remedy: 'Copy or write it again.',
    });
    const stream = store(whole('stream').subarray(0, length));
    expect(await problemOf(readFile(stream, { n: 'integer' }))).toMatchObject({
      where: stream,
      what: 'the Arrow file is broken: its end is missing',
    });
  });

  test.each(['file', 'stream'] as const)(
    'has wrong bytes in its cells, as a %s: is read or refused, without any other error',
    async (format) => {
      const intact = whole(format);
      const random = new RecordRandom(1);
      for (let attempt = 0; attempt < 100; attempt++) {
        random.at(attempt);
        const bytes = Uint8Array.from(intact);
        // The sizes at both ends are left alone: flechette trusts them.
        for (let wrong = 0; wrong < 20; wrong++)
          bytes[1_000 + random.integer(bytes.length - 2_000)] = random.integer(256);
        try {
          expect((await readFile(store(bytes), { n: 'integer', text: 'text?' })).rows).toHaveLength(3_000);
        } catch (error) {
          if (!(error instanceof StreamBenchError)) throw error;
          expect(error.problem.what).toMatch(/^(the Arrow file|the text is not UTF-8)/);
        }
      }
    },
  );

  test('claims more rows than it has cells', async () => {
    const rows = 3_000;
    const bytes = whole('stream');
    const view = new DataView(bytes.buffer, bytes.byteOffset);
    // The number of rows is a 64-bit integer in the head of the batch and in each column.
    for (let place = 0; place < 2_000; place += 4)
      if (view.getInt32(place, true) === rows && view.getInt32(place + 4, true) === 0)
        view.setInt32(place, 2 ** 30, true);
    const path = store(bytes);
    expect(await problemOf(readFile(path, { n: 'integer' }))).toMatchObject({
      where: path,
      what: `the Arrow file is broken: column 'n' has 3000 rows of ${2 ** 30}`,
    });
  });
});

test('an Arrow source reads one record for each arrival', async () => {
  const path = storeColumn([1, 2, 3], int32());
  expect(
    (await arrow({ path, schema: { cell: 'integer' }, eventTime: 'cell' }).read(new Float64Array(2), 1)).row(1),
  ).toEqual([2]);
});
