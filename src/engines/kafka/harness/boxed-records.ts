import type { Table } from '../../../columns/table.ts';
import { StreamBenchError } from '../../../errors.ts';
import { partitionOfKey } from '../../partitions.ts';
import type { PreparedUnit } from './prepared-unit.ts';
import type { SentRecords } from '../records/record-sender.ts';
import type { BlackBox, RowTrace } from '../black-box/black-box.ts';
import { keyPart, shortened } from '../black-box/expected-effects.ts';
import { jsonPathText, valueAt, type JsonPath } from '../black-box/json-path.ts';
import { parseJson } from '../black-box/json-text.ts';
import { numberMember, recordTexts } from '../black-box/record-texts.ts';

/** What is sent to a job that runs no plan of ours. */
export async function boxedRecords(
  { scheduled: { records }, isLines }: PreparedUnit,
  box: BlackBox,
  partitions: number,
): Promise<SentRecords> {
  const textOf = recordTexts(records, isLines, box);
  const texts = Array.from({ length: records.length }, (_, record) => textOf(record));
  const { key, trace, format } = box;
  if (format === 'avro' && isLines) throw withoutColumns();
  const values = format === 'avro' ? await avroValues(records, trace) : texts.map((text) => Buffer.from(text));
  const keys = key === null ? undefined : texts.map((text, record) => keyIn(text, record, key));
  return {
    values,
    // As the producers of Kafka do it: messages with the same key are in the same partition.
    partitions: Uint16Array.from(texts, (_, record) =>
      keys === undefined ? record % partitions : partitionOfKey(keys[record], partitions),
    ),
    keys: keys?.map((each) => Buffer.from(each)),
    numberHeader: trace.kind === 'header' ? trace.name : undefined,
  };
}

function withoutColumns(): StreamBenchError {
  const what = 'a recording is sent as it is, and its lines have no columns to be written as Avro';
  const remedy = 'Name a pipeline file that reads it, or leave --record-format out.';
  return new StreamBenchError({ kind: 'input', what, where: '--record-format', remedy });
}

/** Loaded on demand: most jobs take JSON. */
async function avroValues(records: Table, trace: RowTrace): Promise<Buffer[]> {
  const { avroWriter } = await import('../black-box/avro-records.ts');
  const write = avroWriter(records, numberMember(records, trace));
  return Array.from({ length: records.length }, (_, record) => write(record));
}

function keyIn(text: string, record: number, path: JsonPath): string {
  const key = keyPart(valueAt(parseJson(text), path), null);
  if (key !== undefined) return key;
  const what = `record ${record + 1} has no value at ${jsonPathText(path)}: ${shortened(text)}`;
  throw new StreamBenchError({ kind: 'input', what, where: '--key' });
}
