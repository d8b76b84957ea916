import type { GateFindings } from '../results/findings/gate.ts';
import { isGateFailed } from '../results/is-gate-failed.ts';
import type { Result } from '../results/result.ts';

/**
 * The line that lets GitHub Actions mark the verdict of a gate in the pull request.
 *
 * Source: GitHub Docs, "Workflow commands for GitHub Actions".
 *
 * @param file the whole path of the pipeline, since its own would count from the root; undefined where it is no file
 */
export function githubAnnotation({ recommendation, findings, sameAnswer }: Result, file: string | undefined): string {
  const properties = [...(file === undefined ? [] : [`file=${property(file)}`]), 'title=stream-bench gate'];
  const isFailed = !sameAnswer.equal || isGateFailed(findings as GateFindings);
  const level = isFailed ? 'error' : recommendation?.inconclusive === true ? 'warning' : 'notice';
  return `::${level} ${properties.join(',')}::${escaped(recommendation?.text ?? '')}\n`;
}

function escaped(text: string): string {
  return text.replaceAll('%', '%25').replaceAll('\r', '%0D').replaceAll('\n', '%0A');
}

function property(text: string): string {
  return escaped(text).replaceAll(':', '%3A').replaceAll(',', '%2C');
}
