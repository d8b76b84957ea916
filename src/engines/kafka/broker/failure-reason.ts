/** In so many last lines: an exception of Java has a stack of some hundred. */
export const searchedLines = 500;
const longestReason = 300;
const before = /^(?:Exception in thread "[^"]*" |Caused by: )/;
/** `java.lang.IllegalStateException: …`, `KafkaError: …` */
const exception = /^(?:[\w.$]+\.)?\w*(?:Exception|Error)\b/;
const cause = 'Caused by: ';

/**
 * Why a program of others ended, out of what it printed: the innermost cause of its last exception, or else the last
 * line that names one, or else the last line; undefined if there is none.
 *
 * @param folder of its files, which are gone when a user reads the reason
 */
export function failureReason(printed: string, folder: string): string | undefined {
  const lines = printed.split('\n').filter((line) => line.trim() !== '' && !/^\s+(?:at |\.\.\. )/.test(line));
  const last = lines.findLastIndex((line) => !line.startsWith(cause) && exception.test(line.replace(before, '')));
  const innermost = lines.slice(last + 1).findLast((line) => line.startsWith(cause));
  const thrown = innermost ?? lines[last] ?? lines.findLast((line) => /\b\w*(?:Exception|Error)\b/.test(line));
  const reason = (thrown ?? lines.at(-1))?.trim().replace(before, '').replaceAll(`${folder}/`, '');
  return reason?.slice(0, longestReason);
}
