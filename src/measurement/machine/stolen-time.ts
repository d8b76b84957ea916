/** The unit of proc_stat(5), USER_HZ: 100 per second on every system that Node runs on. */
const tickMicros = 10_000;
/** Index in the figures after a processor's name: user, nice, system, idle, iowait, irq, softirq, steal. */
const stealColumn = 7;

/**
 * The time in which a processor had something to run and the hypervisor ran something else, in microseconds in steps of
 * 10 ms, by the name of the processor: `cpu0`, `cpu1` …, and `cpu` for all of them.
 *
 * @param text of /proc/stat
 */
export function stolenMicrosIn(text: string): ReadonlyMap<string, number> {
  const rows = [...text.matchAll(/^(cpu\d*) +(\d+(?: \d+)*)$/gm)].map(
    ([, name, figures]) => [name, Number(figures.split(' ')[stealColumn]) * tickMicros] as const,
  );
  return new Map(rows.filter(([, micros]) => Number.isFinite(micros)));
}
