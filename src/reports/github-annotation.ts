import type { GateFindings } from '../results/findings/gate.ts';
import type { Result } from '../results/result.ts';

/**
 * The line that lets GitHub Actions mark the verdict of a gate in the pull request.
 *
 * Source: GitHub Docs, "Workflow commands for GitHub Actions".
 *
 * @param file the pipeline; undefined where it is no file
 */
export function githubAnnotation({ recommendation, findings, sameAnswer }: Result, file: string | undefined): string {
  const properties = [...(file === undefined ? [] : [`file=${property(file)}`]), 'title=stream-bench gate'];
  const isInconclusive = recommendation?.inconclusive === true;
  const level = sameAnswer.equal ? levelOf(findings as GateFindings, isInconclusive) : 'error';
  return `::${level} ${properties.join(',')}::${escaped(recommendation?.text ?? '')}\n`;
}

function levelOf({ answers, figures, objectives }: GateFindings, isInconclusive: boolean): string {
  const isWorse = figures.some(({ verdict }) => verdict === 'regression') || answers === 'differ';
  if (isWorse || objectives.some(({ verdict }) => verdict === 'missed')) return 'error';
  return isInconclusive ? 'warning' : 'notice';
}

function escaped(text: string): string {
  return text.replaceAll('%', '%25').replaceAll('\r', '%0D').replaceAll('\n', '%0A');
}

function property(text: string): string {
  return escaped(text).replaceAll(':', '%3A').replaceAll(',', '%2C');
}
