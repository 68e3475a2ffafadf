import type { Commitment } from '#lib/model/commitment.ts'
import type { FleetRow } from '#lib/model/fleet.ts'

const named: Readonly<Record<string, number>> = {
  nano: 0.25,
  micro: 0.5,
  small: 1,
  medium: 2,
  large: 4,
  xlarge: 8,
}

/**
 * Normalized units of a size, in which reservations are flexible within a family: 1 for small, 4 for large, 8 for each
 * xlarge (Amazon EC2 User Guide, "Instance size flexibility"; the same for RDS). `undefined` for other sizes.
 */
export function normalizedUnits(shape: string): number | undefined {
  const size = shape.slice(shape.lastIndexOf('.') + 1)
  const times = /^(\d+)xlarge$/.exec(size)
  return times === null ? named[size] : 8 * Number(times[1])
}

/** Family of a shape: `db.m7g` of `db.m7g.large`. */
export function familyOf(shape: string): string {
  return shape.slice(0, Math.max(0, shape.lastIndexOf('.')))
}

/**
 * What is left on demand of the units that run in one family and region, before any change. `undefined` = it cannot be
 * told: a size without units, or Multi-AZ databases, which count double and may be reserved as such.
 */
export function unitsOnDemand(
  rows: readonly FleetRow[],
  reserved: readonly Commitment[],
): number | undefined {
  let running = 0
  for (const { resource } of rows) {
    const units = normalizedUnits(resource.shape)
    if (units === undefined || resource.facts.multiAz === true) return undefined
    running += units * resource.count
  }
  let committed = 0
  for (const { shape = '', count = 0 } of reserved) {
    const units = normalizedUnits(shape)
    if (units === undefined) return undefined
    committed += units * count
  }
  return Math.max(0, running - committed)
}
