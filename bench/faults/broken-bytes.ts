import type { RecordRandom } from '../../src/random/random.ts';

/** One way to break a file. `other`: another valid file, of the same or another format. */
type Breakage = (bytes: Buffer, random: RecordRandom, other: Buffer) => Buffer;

const hugeNumbers = [0x7fffffff, 0xffffffff, 0x80000000, 0x40000000, 0x00ffffff, 0];

/** Of a file with its bytes changed, cut off, added, repeated or exchanged, and its numbers made huge. */
const breakages: readonly Breakage[] = [
  function flip(bytes, random) {
    for (let change = random.integer(8); change >= 0; change--)
      bytes[random.integer(bytes.length)] ^= 1 << random.integer(8);
    return bytes;
  },
  function overwrite(bytes, random) {
    const start = random.integer(bytes.length);
    for (let place = start; place < Math.min(bytes.length, start + 16); place++) bytes[place] = random.integer(256);
    return bytes;
  },
  function cutOff(bytes, random) {
    return bytes.subarray(0, random.integer(bytes.length));
  },
  function cutOut(bytes, random) {
    const start = random.integer(bytes.length);
    return Buffer.concat([bytes.subarray(0, start), bytes.subarray(start + 1 + random.integer(64))]);
  },
  function insert(bytes, random) {
    const start = random.integer(bytes.length);
    const added = Buffer.from(Array.from({ length: 1 + random.integer(32) }, () => random.integer(256)));
    return Buffer.concat([bytes.subarray(0, start), added, bytes.subarray(start)]);
  },
  function repeat(bytes, random) {
    const [start, length] = [random.integer(bytes.length), 1 + random.integer(256)];
    const repeated = bytes.subarray(start, start + length);
    return Buffer.concat([bytes.subarray(0, start), repeated, repeated, bytes.subarray(start)]);
  },
  function takeHeader(bytes, random, other) {
    const length = 1 + random.integer(64);
    return Buffer.concat([other.subarray(0, length), bytes.subarray(length)]);
  },
  function takeEnd(bytes, random, other) {
    const length = 1 + random.integer(600);
    return Buffer.concat([bytes.subarray(0, -length), other.subarray(-length)]);
  },
  function makeNumberHuge(bytes, random) {
    // Near the end are the metadata of Parquet and Arrow.
    const place = random.integer(Math.max(1, bytes.length - 8));
    const fromEnd = random.integer(2) === 0 ? place : Math.max(0, bytes.length - 8 - random.integer(600));
    if (bytes.length >= 8) bytes.writeUInt32LE(hugeNumbers[random.integer(hugeNumbers.length)], fromEnd);
    return bytes;
  },
  function makeDigitsMany(bytes, random) {
    const place = random.integer(bytes.length);
    return Buffer.concat([
      bytes.subarray(0, place),
      Buffer.from('9'.repeat(1 + random.integer(400))),
      bytes.subarray(place),
    ]);
  },
  function addControls(bytes, random) {
    const controls = ['"', '\\n', '\r', '\0', ',', '\uFEFF', '{', '}', '\u2028', '\u001b[31m'];
    const place = random.integer(bytes.length);
    const added = Buffer.from(controls[random.integer(controls.length)]);
    return Buffer.concat([bytes.subarray(0, place), added, bytes.subarray(place)]);
  },
];

/** Breaks a copy of the file in one to three ways. */
export function brokenBytes(valid: Buffer, random: RecordRandom, other: Buffer): Buffer {
  let bytes: Buffer = Buffer.from(valid);
  for (let times = 1 + random.integer(3); times > 0 && bytes.length > 0; times--)
    bytes = breakages[random.integer(breakages.length)](bytes, random, other);
  return bytes;
}
