import { cellText } from '../../../row-formats/cell-text.ts';
import { StreamBenchError } from '../../../errors.ts';
import type { Table } from '../../../columns/table.ts';
import { lineColumn } from '../../../sources/recorded-lines.ts';
import { jsonWriter } from '../../../row-formats/record-json.ts';
import type { BlackBox, RowTrace } from './black-box.ts';

/** The text of the value of each message, by the number of the record. */
export type TextOf = (record: number) => string;

/** @param isLines whether records are texts as they are */
export function recordTexts(records: Table, isLines: boolean, { template, trace }: BlackBox): TextOf {
  if (template !== null) return templateTexts(records, template);
  if (isLines) {
    const lines = records.column(lineColumn);
    return (record) => records.value(record, lines) as string;
  }
  const write = jsonWriter(records, numberMember(records, trace));
  return (record) => write(records, record);
}

/** The member that takes the number of the record, where the id is in a member that the records do not have. */
export function numberMember({ schema }: Pick<Table, 'schema'>, trace: RowTrace): string | undefined {
  if (trace.kind !== 'json') return undefined;
  const [name, ...rest] = trace.id.record;
  return typeof name === 'string' && rest.length === 0 && !Object.hasOwn(schema, name) ? name : undefined;
}

function templateTexts(records: Table, template: string): TextOf {
  const columns = new Map(records.columns.map((column) => [column.name, column]));
  const parts = template.split(/\{\{\s*([^{}]+?)\s*\}\}/);
  const named = parts.map((part, index) => {
    if (index % 2 === 0) return part;
    const column = columns.get(part);
    if (column !== undefined) return column;
    const what = `the template names '${part}', which records do not have`;
    const remedy = `They have ${[...columns.keys()].join(', ')}.`;
    throw new StreamBenchError({ kind: 'input', what, where: '--template', remedy });
  });
  return (record) =>
    named.map((part) => (typeof part === 'string' ? part : cellText(records.value(record, part), part.type))).join('');
}
