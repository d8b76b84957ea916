import type { CellCode } from '../../operators/operator.ts';
import type { conditionalFunctions } from '../../pipeline/functions/conditional.ts';
import { equal } from './comparison.ts';
import { anyOf, isTrue, type Choice, type ChoiceWriter, type Implementation } from './implementation.ts';

export const conditional: Readonly<Record<keyof typeof conditionalFunctions, Implementation | Choice>> = {
  isNull: ([argument]) => ({ value: argument.isNull ?? 'false', isNull: undefined }),
  nullIf: ([value, other]) => {
    const same = other.isNull === undefined ? equal(value, other) : `(!${other.isNull} && ${equal(value, other)})`;
    return { value: value.value, isNull: anyOf([value.isNull, same]) };
  },
  case: { choose: (args, assign, _, writer) => writeCase(args, assign, writer) },
  coalesce: { choose: (args, assign, _, writer) => writeCoalesce(args, assign, writer) },
};

function writeCase(args: readonly (() => CellCode)[], assign: (cell: CellCode) => void, writer: ChoiceWriter): void {
  const [condition, value, ...rest] = args;
  if (condition === undefined) return;
  if (value === undefined) return assign(condition());
  writer.block(`if (${isTrue(condition())})`, () => assign(value()));
  if (rest.length > 0) writer.block('else', () => writeCase(rest, assign, writer));
}

function writeCoalesce(
  [argument, ...rest]: readonly (() => CellCode)[],
  assign: (cell: CellCode) => void,
  writer: ChoiceWriter,
): void {
  const cell = argument();
  if (cell.isNull === undefined || rest.length === 0) return assign(cell);
  writer.block(`if (!${cell.isNull})`, () => assign({ ...cell, isNull: undefined }));
  writer.block('else', () => writeCoalesce(rest, assign, writer));
}
