import { readFileSync } from 'node:fs';

/** Resident memory of a process in bytes; 0 where it cannot be seen (no Linux, process gone): there V8's own heap limit has to do. */
export function residentBytes(pid: number): number {
  if (process.platform !== 'linux') return 0;
  try {
    // VmRSS is in KiB; statm counts pages, whose size differs between machines.
    const match = /^VmRSS:\s+(\d+) kB$/m.exec(readFileSync(`/proc/${pid}/status`, 'latin1'));
    return Number(match?.[1] ?? 0) * 1024;
  } catch {
    return 0;
  }
}
