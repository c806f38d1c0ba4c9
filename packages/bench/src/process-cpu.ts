import { readFile } from 'node:fs/promises';

/** User and system time that a process has used, in microseconds, from /proc (Linux, 100 ticks a second). */
export async function cpuMicroseconds(pid: number): Promise<number> {
  const stat = await readFile(`/proc/${pid}/stat`, 'utf8');
  const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
  return (Number(fields[11]) + Number(fields[12])) * 10_000;
}
