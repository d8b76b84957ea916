import { readdirSync, readFileSync } from 'node:fs';

/** What processes and all of their descendants have used so far. */
export interface TreeUsage {
  readonly cpuNanos: number;
  readonly rssBytes: number;
}

/** Linux counts processor time in these, whatever the kernel's own tick is. */
const nanosPerTick = 1e7;

interface Stat {
  readonly parent: number;
  readonly ticks: number;
}

/** Null where the system does not tell. Time of children that have ended counts once their parent has noticed. */
export function treeUsage(roots: readonly number[]): TreeUsage | null {
  const stats = statsOfAll();
  if (stats === undefined) return null;
  const isInTree = (number: number): boolean => {
    const stat = stats.get(number);
    return roots.includes(number) || (stat !== undefined && stat.parent > 0 && isInTree(stat.parent));
  };
  const own = [...stats].filter(([number]) => isInTree(number));
  return {
    cpuNanos: own.reduce((sum, [, { ticks }]) => sum + ticks, 0) * nanosPerTick,
    rssBytes: own.reduce((sum, [number]) => sum + rssBytesOf(number), 0),
  };
}

function statsOfAll(): Map<number, Stat> | undefined {
  try {
    const numbers = readdirSync('/proc').filter((name) => /^\d+$/.test(name));
    return new Map(
      numbers.flatMap((name) => {
        const stat = statOf(name);
        return stat === undefined ? [] : [[Number(name), stat]];
      }),
    );
  } catch {
    return undefined;
  }
}

/** Undefined where the process has just ended. */
function statOf(name: string): Stat | undefined {
  try {
    const text = readFileSync(`/proc/${name}/stat`, 'utf8');
    // The second field, the name in brackets, may contain spaces and brackets. These are fields 3 and up.
    const fields = text.slice(text.lastIndexOf(')') + 2).split(' ');
    const [userTicks, systemTicks, childUser, childSystem] = fields.slice(11, 15).map(Number);
    const ticks = userTicks + systemTicks + childUser + childSystem;
    return { parent: Number(fields[1]), ticks };
  } catch {
    return undefined;
  }
}

/** In kibibytes whatever the size of a page is; 0 where the process has just ended. */
function rssBytesOf(number: number): number {
  try {
    const [, kibibytes = '0'] = /^VmRSS:\s+(\d+) kB$/m.exec(readFileSync(`/proc/${number}/status`, 'utf8')) ?? [];
    return 1024 * Number(kibibytes);
  } catch {
    return 0;
  }
}
