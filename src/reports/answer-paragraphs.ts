import chalk from 'chalk';
import type { Result } from '../results/result.ts';
import { paragraph } from './paragraph.ts';

/** The answer and how sure it is, by itself, and then what explains it; nothing without a recommendation. */
export function answerParagraphs({ recommendation }: Pick<Result, 'recommendation'>): string[] {
  if (recommendation === null) return [];
  const { text } = recommendation;
  const end = text.search(sentenceEnd) + 1;
  if (end === 0) return [paragraph(chalk.bold(text))];
  return [paragraph(chalk.bold(text.slice(0, end))), paragraph(text.slice(end + 1))];
}

/** A full stop before the beginning of another sentence. */
const sentenceEnd = /\. (?=[A-Z\d])/;
