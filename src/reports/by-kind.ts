import chalk from 'chalk';
import type { Result } from '../results/result.ts';
import { answerParagraphs } from './answer-paragraphs.ts';
import { capacityBody } from './capacity-report.ts';
import { exclusions } from './exclusions.ts';
import { gateBody } from './gate-report.ts';
import { microBatchTimes } from './micro-batch-times.ts';
import { jobCommands } from './own-jobs.ts';
import { paragraph } from './paragraph.ts';
import { recoverBody } from './recover-report.ts';
import type { ReportBody } from './report-body.ts';
import { runBody } from './run-report.ts';
import { answer, missingRecords, place, topicsText } from './sentences.ts';
import { sweepBody } from './sweep-report.ts';
import { whatWasMeasured } from './what-was-measured.ts';

/**
 * What an experiment found, for people at a terminal of 80 columns: first the answer.
 *
 * @param path where the result is saved
 */
export function reportByKind(result: Result, path: string | undefined): string {
  const { figures, conclusions } = bodyOf(result);
  const circumstances = [place(result), ...topicsText(result)].join('\n');
  const opening = paragraph(`${chalk.bold(result.experiment.workload)}: ${whatWasMeasured(result)}\n${circumstances}`);
  // Unwrapped, so that the path can be copied.
  const saved = path === undefined ? [] : [chalk.dim(`Saved as ${path}`)];
  const times = microBatchTimes(result);
  const explained = [...figures, ...jobCommands(result).map(paragraph), ...conclusions];
  const followed = [...(times === undefined ? [] : [paragraph(times)]), ...reservations(result)];
  const parts = [...answerParagraphs(result), opening, ...explained, ...followed, ...saved];
  return `${parts.join('\n\n')}\n`;
}

function bodyOf(result: Result): ReportBody {
  const { findings } = result;
  switch (findings.kind) {
    case 'run':
      return runBody(result, findings);
    case 'capacity':
      return capacityBody(findings);
    case 'sweep':
      return sweepBody(result, findings);
    case 'recover':
      return recoverBody(result, findings);
    case 'gate':
      return gateBody(findings);
  }
}

/** Which units and records are missing from the figures, and whether the answers agree. */
function reservations(result: Result): string[] {
  const excluded = exclusions(result.units);
  return [
    ...(excluded === undefined ? [] : [chalk.yellow(excluded)]),
    ...missingRecords(result).map((text) => chalk.yellow(paragraph(text))),
    result.sameAnswer.equal ? paragraph(answer(result)) : chalk.red(paragraph(answer(result))),
  ];
}
