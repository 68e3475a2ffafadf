/** Largest number of connections by the engine's default formula (RDS user guide, "Quotas and constraints"). */
export function connectionsMax(engine: string, memoryGib: number): number {
  const bytes = memoryGib * 2 ** 30
  if (engine === 'postgres') return Math.floor(Math.min(bytes / 9_531_392, 5000))
  if (engine.startsWith('oracle-')) return Math.floor(Math.min(bytes / 9_868_951, 20_000))
  return engine.startsWith('sqlserver-') ? 32_767 : Math.floor(bytes / 12_582_880)
}

/**
 * IOPS and MiB/s of a gp3 volume without extra: striped over four from 400 GiB on, Oracle's from 200, SQL Server's
 * never (RDS user guide, "gp3 storage").
 */
export function includedPerformance(engine: string, gib: number): { iops: number; throughputMibps: number } {
  const striped = engine.startsWith('oracle-') ? gib >= 200 : gib >= 400
  return striped && !engine.startsWith('sqlserver-')
    ? { iops: 12_000, throughputMibps: 500 }
    : { iops: 3000, throughputMibps: 125 }
}
