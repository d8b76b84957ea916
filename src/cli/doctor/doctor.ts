import { tmpdir } from 'node:os';
import { diagnose } from '../../experiments/doctor/diagnosis.ts';
import { examineMachine } from '../../experiments/doctor/machine-checks.ts';
import { compareVirtually } from '../../experiments/truth/known-answers.ts';
import { compareReally, shortCases, type RealAnswer } from '../../experiments/truth/real-time.ts';
import { placeOf, stateOf } from '../../installations/installation.ts';
import { findPrograms } from '../../installations/needed-programs.ts';
import { installationNames } from '../../installations/pins.ts';
import { describeMachine } from '../../measurement/machine/machine.ts';
import { clearAbandonedFolders } from '../../processes/temporary-folder.ts';
import type { Terminal } from '../terminal.ts';
import { version } from '../version.ts';
import { diagnosisReport } from './diagnosis-report.ts';
import { enginesReport } from './engines-report.ts';
import type { Examination, ExaminedEngine } from './examination.ts';
import type { DoctorOptions } from './options.ts';
import { truthReport } from './truth-report.ts';

/** Examines the machine and prints the findings. Returns the exit code: 1 if a figure differs from theory. */
export async function doctor({ truth, seed, json }: DoctorOptions, { stdout }: Terminal): Promise<number> {
  await clearAbandonedFolders(tmpdir());
  const machine = describeMachine(tmpdir());
  const state = examineMachine(tmpdir());
  const examination: Examination = {
    tool: { version: version(), node: process.versions.node },
    machine,
    state,
    findings: diagnose(state, machine.cores),
    engines: examineEngines(),
    programs: await findPrograms({ environment: process.env, signal: neverAborted }),
    truth: truth === true ? { virtualTime: compareVirtually(), realTime: inRealTime(seed) } : null,
  };
  stdout.write(json === true ? `${JSON.stringify(examination, null, 2)}\n` : reportOf(examination));
  return differs(examination) ? 1 : 0;
}

/** An interrupt ends doctor at once: see Terminal. */
const neverAborted = new AbortController().signal;

function examineEngines(): ExaminedEngine[] {
  return installationNames.map((name) => {
    const place = placeOf(name);
    return { name, version: place.pins.version, state: stateOf(place) };
  });
}

function reportOf(examination: Examination): string {
  const parts = [diagnosisReport(examination), enginesReport(examination), truthReport(examination)];
  return `${parts.filter((part) => part !== undefined).join('\n\n')}\n`;
}

/** Most repeats for all situations together. Situations excluded beyond that are shown as excluded. */
const maxRepeats = 4;

function inRealTime(seed: number): RealAnswer[] {
  let repeats = maxRepeats;
  return shortCases(seed).map((each) => {
    const answer = compareReally(each, repeats);
    repeats -= answer.attempts - 1;
    return answer;
  });
}

function differs({ truth }: Examination): boolean {
  const comparisons =
    truth === null ? [] : [...truth.virtualTime, ...truth.realTime.flatMap((answer) => answer.comparisons)];
  return comparisons.some(({ verdict }) => verdict === 'differs');
}
