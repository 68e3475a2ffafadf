import type { FleetRow } from '#lib/model/fleet.ts'
import type { ReviewSubject } from '#lib/model/review.ts'

/** Whose a row of a pack is. */
export function subjectOf({
  resource,
  accountName,
}: Pick<FleetRow, 'resource' | 'accountName'>): ReviewSubject {
  const { id, name, resourceClass, region, team } = resource
  return { resourceId: id, name, resourceClass, accountName, region, ...(team === undefined ? {} : { team }) }
}

/** Four significant digits: what a frozen number keeps of a drawn one. */
export function rounded(value: number): number {
  return Number(value.toPrecision(4))
}
