import { bytesPerGib } from '#lib/model/units.ts'

/** RDS storage limits, IOPS and connections by AWS's published rules. */

/** Largest volume of RDS for MySQL, MariaDB and PostgreSQL, GiB. */
export const largestStorageGib = 65_536

/** Most connections that the default parameter group of an engine gives to any class; undefined = no such end. */
export function connectionsCeiling(engine: string): number | undefined {
  return engine === 'postgres' ? 5000 : undefined
}

/**
 * Default `max_connections` of the parameter group: PostgreSQL LEAST(bytes / 9531392, 5000), MySQL and MariaDB
 * bytes / 12582880 (RDS User Guide, "Maximum number of database connections"). Undefined for other engines.
 */
export function maxConnections(engine: string, memoryGib: number): number | undefined {
  const bytes = memoryGib * bytesPerGib
  const ceiling = connectionsCeiling(engine) ?? Number.POSITIVE_INFINITY
  if (engine === 'postgres') return Math.min(Math.floor(bytes / 9_531_392), ceiling)
  if (engine === 'mysql' || engine === 'mariadb') return Math.floor(bytes / 12_582_880)
  return undefined
}

/**
 * IOPS of the volume after it grew to `storageGib`, at least what it has now. gp3 jumps from 3,000 to 12,000 at
 * 400 GiB; gp2 has 3 per GiB, 100 to 16,000 (RDS User Guide, "Amazon RDS DB instance storage").
 */
export function volumeIops(volumeType: string, storageGib: number, nowIops: number): number {
  if (volumeType === 'gp3') return Math.max(nowIops, storageGib >= 400 ? 12_000 : 3_000)
  if (volumeType === 'gp2') return Math.max(nowIops, Math.min(Math.max(3 * storageGib, 100), 16_000))
  return nowIops
}
