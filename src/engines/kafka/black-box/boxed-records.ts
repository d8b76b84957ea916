import { StreamBenchError } from '../../../errors.ts';
import type { PreparedUnit } from '../prepared-unit.ts';
import type { SentRecords } from '../record-sender.ts';
import type { BlackBox } from './black-box.ts';
import { keyPart, shortened } from './expected-effects.ts';
import { jsonPathText, valueAt, type JsonPath } from './json-path.ts';
import { parseJson } from './json-text.ts';
import { recordTexts } from './record-texts.ts';

/** What is sent to a job that runs no plan of ours. */
export function boxedRecords({ scheduled: { records }, isLines }: PreparedUnit, box: BlackBox): SentRecords {
  const textOf = recordTexts(records, isLines, box);
  const texts = Array.from({ length: records.length }, (_, record) => textOf(record));
  const { key, trace } = box;
  return {
    values: texts.map((text) => Buffer.from(text)),
    keys: key === null ? undefined : texts.map((text, record) => Buffer.from(keyIn(text, record, key))),
    numberHeader: trace.kind === 'header' ? trace.name : undefined,
  };
}

function keyIn(text: string, record: number, path: JsonPath): string {
  const key = keyPart(valueAt(parseJson(text), path), null);
  if (key !== undefined) return key;
  const what = `record ${record + 1} has no value at ${jsonPathText(path)}: ${shortened(text)}`;
  throw new StreamBenchError({ kind: 'input', what, where: '--key' });
}
