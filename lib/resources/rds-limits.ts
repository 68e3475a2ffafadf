import { bytesPerGib } from '#lib/model/units.ts'

/** RDS storage limits, IOPS and connections by AWS's published rules. */

/** Largest volume of RDS for MySQL, MariaDB and PostgreSQL, GiB. */
export const largestStorageGib = 65_536

/** Most connections that the default parameter group of an engine gives to any class; undefined = no such end. */
export function connectionsCeiling(engine: string): number | undefined {
  if (engine === 'postgres') return 5000
  if (engine.startsWith('oracle-')) return 20_000
  return engine.startsWith('sqlserver-') ? 32_767 : undefined
}

/**
 * Default `max_connections` of the parameter group: PostgreSQL LEAST(bytes / 9531392, 5000), MySQL and MariaDB
 * bytes / 12582880, Oracle (processes) LEAST(bytes / 9868951, 20000), SQL Server 32,767 for any class (RDS User Guide,
 * "Maximum number of database connections"). Undefined for other engines.
 */
export function maxConnections(engine: string, memoryGib: number): number | undefined {
  const bytes = memoryGib * bytesPerGib
  const ceiling = connectionsCeiling(engine) ?? Number.POSITIVE_INFINITY
  if (engine === 'postgres') return Math.min(Math.floor(bytes / 9_531_392), ceiling)
  if (engine === 'mysql' || engine === 'mariadb') return Math.floor(bytes / 12_582_880)
  if (engine.startsWith('oracle-')) return Math.min(Math.floor(bytes / 9_868_951), ceiling)
  if (engine.startsWith('sqlserver-')) return ceiling
  return undefined
}

export type GrownVolume = {
  readonly engine: string
  readonly volumeType: string
  readonly storageGib: number
  readonly nowIops: number
}

/** gp3 volumes of RDS are striped from this size on, which quadruples what is included; SQL Server's never are. */
function stripedFromGib(engine: string): number {
  if (engine.startsWith('sqlserver-')) return Number.POSITIVE_INFINITY
  return engine.startsWith('oracle-') ? 200 : 400
}

/**
 * IOPS of the volume after it grew to `storageGib`, at least what it has now. gp3 jumps from 3,000 to 12,000 at
 * 400 GiB (Oracle 200, SQL Server never); gp2 has 3 per GiB, 100 to 16,000; io1 and io2 keep what was bought (RDS User
 * Guide, "Amazon RDS DB instance storage").
 */
export function volumeIops({ engine, volumeType, storageGib, nowIops }: GrownVolume): number {
  if (volumeType === 'gp3') return Math.max(nowIops, storageGib >= stripedFromGib(engine) ? 12_000 : 3_000)
  if (volumeType === 'gp2') return Math.max(nowIops, Math.min(Math.max(3 * storageGib, 100), 16_000))
  return nowIops
}
