/** Largest number of connections by the engine's default formula (RDS user guide, "Quotas and constraints"). */
export function connectionsMax(engine: string, memoryGib: number): number {
  const bytes = memoryGib * 2 ** 30
  return Math.floor(engine === 'postgres' ? Math.min(bytes / 9_531_392, 5000) : bytes / 12_582_880)
}

/** IOPS and MiB/s of a gp3 volume without extra: striped over four from 400 GiB on (RDS user guide, "gp3 storage"). */
export function includedPerformance(gib: number): { iops: number; throughputMibps: number } {
  return gib >= 400 ? { iops: 12_000, throughputMibps: 500 } : { iops: 3000, throughputMibps: 125 }
}
