import { didYouMean, StreamBenchError } from '../errors.ts';
import { isOwnJob, type Configuration } from '../results/configuration.ts';
import type { TopicsFigures } from '../results/topics.ts';
import type { Workload } from '../workloads/workload.ts';
import type { Engine, EngineLimits } from './engine.ts';

/** Where the topics of engines are. */
interface SharedCluster {
  readonly figures: TopicsFigures | undefined;
  close(): Promise<void>;
}

/** The engines of an experiment. */
export class Engines {
  readonly #byName: ReadonlyMap<string, Engine>;
  readonly #shared: SharedCluster | undefined;

  constructor(engines: readonly Engine[], shared?: SharedCluster) {
    this.#byName = new Map(engines.map((engine) => [engine.name, engine]));
    this.#shared = shared;
  }

  /** What topics take by themselves; undefined where no unit was measured between topics. */
  get topics(): TopicsFigures | undefined {
    return this.#shared?.figures;
  }

  /** Ends what the engines have started and share. */
  async close(): Promise<void> {
    await Promise.all([this.#shared, ...this.#byName.values()].map(async (each) => each?.close?.()));
  }

  of({ engine: name }: Pick<Configuration, 'engine'>): Engine {
    const engine = this.#byName.get(name);
    if (engine !== undefined) return engine;
    const names = [...this.#byName.keys()];
    const remedy = didYouMean(name, names) ?? `Known are: ${names.join(', ')}.`;
    throw new StreamBenchError({ kind: 'input', what: `there is no engine '${name}'`, remedy });
  }

  /** Units of all configurations have the same records, so the strictest limit of all engines applies. */
  limitsOf(configurations: readonly Configuration[]): EngineLimits {
    const all = [...new Set(configurations.map((configuration) => this.of(configuration).limits))];
    return {
      maxRecords: Math.min(...all.map(({ maxRecords }) => maxRecords)),
      firstRatePerSecond: Math.min(...all.map(({ firstRatePerSecond }) => firstRatePerSecond)),
      glanceMs: Math.max(...all.map(({ glanceMs }) => glanceMs)),
      shortestUnitMs: Math.max(...all.map(({ shortestUnitMs }) => shortestUnitMs)),
      warmUpMs: (...conditions) => Math.max(...all.map((limits) => limits.warmUpMs(...conditions))),
    };
  }

  /** Why an engine cannot run the pipeline in this configuration, by the first such node; undefined where it can. */
  refusalOf(configuration: Configuration, { plan }: Workload): string | undefined {
    const { engine, mode, parallelism } = configuration;
    const [refused] = this.of(configuration).refusals(plan, mode, parallelism);
    return refused && `${engine} ${mode} cannot run '${refused.node.kind}': ${refused.reason}`;
  }

  /** Throws a StreamBenchError if an engine is not installed, or names the first node that a mode cannot run. */
  requireSupport(workload: Workload, configurations: readonly Configuration[]): void {
    for (const configuration of configurations) {
      const engine = this.of(configuration);
      engine.requireInstalled?.();
      if (isLines(workload) && !isOwnJob(configuration)) throw withoutPipeline(workload);
      const what = this.refusalOf(configuration, workload);
      if (what === undefined) continue;
      const remedy = `Leave that mode out. 'stream-bench explain' shows which modes can run the plan.`;
      throw new StreamBenchError({ kind: 'input', what, where: workload.name, remedy });
    }
  }
}

function isLines({ source }: Workload): boolean {
  return source.timeScale === null && source.isLines === true;
}

function withoutPipeline({ name: where }: Workload): StreamBenchError {
  const what = 'a recording has no pipeline, so only a job of your own can take it as it is';
  const remedy = 'Add --engine job, or name a pipeline file or a workload, with the recording as --replay.';
  return new StreamBenchError({ kind: 'input', what, where, remedy });
}
