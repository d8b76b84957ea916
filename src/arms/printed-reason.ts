/** Lines of npm that name a number, a path or a log, and lines of any program that say nothing. */
const untelling = /^(npm (warn|notice)\b.*|npm error( (code|syscall|path|errno|dest|enoent)\b.*| A complete log.*)?)$/i;

/** The line in which a program that failed says why: of npm the first one that tells something, else the last one. */
export function printedReason(printed: string): string {
  const lines = printed.split('\n').map((line) => line.trim());
  const ofNpm = lines.filter((line) => line.startsWith('npm error'));
  const telling =
    ofNpm.find((line) => !untelling.test(line)) ?? ofNpm.find((line) => /^npm error enoent \w/.test(line));
  return telling?.replace(/^npm error /, '') ?? lines.findLast((line) => line !== '') ?? '';
}
