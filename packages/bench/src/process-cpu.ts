import { readFile } from 'node:fs/promises';

/** User and system time that a process has used, in microseconds, from /proc (Linux, 100 ticks a second). */
export function cpuMicroseconds(pid: number): Promise<number> {
  return usedBy(`/proc/${pid}/stat`);
}

/** The same of its main thread alone. */
export function mainThreadMicroseconds(pid: number): Promise<number> {
  return usedBy(`/proc/${pid}/task/${pid}/stat`);
}

async function usedBy(path: string): Promise<number> {
  const stat = await readFile(path, 'utf8');
  const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
  return (Number(fields[11]) + Number(fields[12])) * 10_000;
}
