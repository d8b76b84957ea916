import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { makeArms, type Arms } from '../../arms/arms.ts';
import { versionsOf, type Versions } from '../../arms/versions.ts';
import { StreamBenchError } from '../../errors.ts';
import { copies, copyName } from '../../experiments/gate/block.ts';
import { gate as gateExperiment } from '../../experiments/gate/gate.ts';
import { timeBeginsMs } from '../../experiments/gate/gate-time.ts';
import { wholePairs } from '../../experiments/gate/whole-pairs.ts';
import type { ExperimentTools } from '../../experiments/tools.ts';
import { isPipelineFile } from '../../workloads/load-workload.ts';
import type { Workload } from '../../workloads/workload.ts';
import type { ExperimentInput } from '../experiment/experiment-input.ts';
import { notifier } from '../experiment/notifier.ts';
import { performExperiment } from '../experiment/perform-experiment.ts';
import { recordSource } from '../experiment/record-source.ts';
import { resumable } from '../experiment/resumable.ts';
import type { Terminal } from '../terminal.ts';
import { controlTools } from './control-tools.ts';
import { withReports } from './gate-reports.ts';
import { byOwnTools, byThisTool, type CopyAt, type MeasuringTools } from './measuring.ts';
import type { GateOptions } from './options.ts';
import { requireSameSchema } from './same-schema.ts';
import { gateSettings } from './settings.ts';

type VersionsInput = ExperimentInput<GateOptions> & { readonly base: string };

/** Compares two versions of a pipeline, or of the tool. Resumes the same gate of two commits if it was interrupted. */
export async function gateVersions(input: VersionsInput, terminal: Terminal): Promise<number> {
  const { workload: name, options, base } = input;
  if (!isPipelineFile(name) && options.ownTool !== true) throw notYours(name);
  // Before anything takes time. A workload of the tool is in whatever has a package.json.
  const versions = await versionsOf(isPipelineFile(name) ? name : 'package.json', base);
  const notify = notifier(options, terminal);
  return performExperiment(
    {
      name: 'gate',
      settings: gateSettings,
      measure: async (settings, workload, tools, resultPath) => {
        const both = { ...settings, base: versions.base.name, head: versions.head.name };
        const { prepare, ownTool } = options;
        const given = { settings: { ...both, command: '', longestMs: 0 }, prepare, ownTool };
        const dependsOn = { ...given, ...recordSource(name, workload) };
        const beganMs = tools.now();
        const arms = await makeArms(versions, prepare, tmpdir(), terminal.signal, notify);
        try {
          await requireArms(arms, versions, workload, options, notify);
          const startMs = timeBeginsMs(beganMs, tools.now(), settings.longestMs);
          const measuring = { ...tools, ...measuringOf(arms, versions, tools, input, terminal) };
          const isFixed = versions.base.isFixed && versions.head.isFixed;
          const outcome = await resumable(
            isFixed ? resultPath : undefined,
            dependsOn,
            measuring,
            notify,
            async (own) => gateExperiment(both, workload, { ...own, ...controlTools, startMs }),
            wholePairs,
          );
          return withReports(outcome, name, options, terminal);
        } finally {
          await arms.remove();
        }
      },
    },
    input,
    terminal,
  );
}

async function requireArms(
  arms: Arms,
  { file }: Versions,
  head: Workload,
  { ownTool, unitTimeout }: GateOptions,
  notify: (text: string) => void,
): Promise<void> {
  // By its own tool, a version may have its own schemas too; its answer tells.
  if (ownTool === true) return;
  await requireSameSchema(join(arms.base.folders[0], file), arms.base.name, head, { timeoutMs: unitTimeout, notify });
}

function measuringOf(
  arms: Arms,
  { file }: Versions,
  tools: ExperimentTools,
  { workload: name, options }: VersionsInput,
  terminal: Terminal,
): MeasuringTools {
  const byName = new Map(
    copies.map((copy): [string, CopyAt] => {
      const { folders, name: versionName } = arms[copy.side];
      const folder = folders[copy.place];
      return [copyName(copy), { workload: isPipelineFile(name) ? join(folder, file) : name, folder, versionName }];
    }),
  );
  return options.ownTool === true ? byOwnTools(byName, file, options, terminal) : byThisTool(tools, byName);
}

function notYours(name: string): StreamBenchError {
  return new StreamBenchError({
    kind: 'input',
    what: `'${name}' is part of the tool, and so the same in both versions`,
    remedy: 'Name a pipeline file, such as ./my-pipeline.ts.',
  });
}
