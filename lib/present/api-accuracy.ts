import { z } from 'zod'
import { type HindsightVerdict, hindsightVerdictSchema } from '#lib/model/hindsight.ts'
import { type Resource, resourceClasses } from '#lib/model/resource.ts'
import { type TrackRow, trackOrigins } from '#lib/model/track-record.ts'
import { pool } from './accuracy-groups.ts'
import { amount, pageSchema, text } from './api-schemas.ts'

const groupings = ['horizon', 'class', 'team'] as const

/**
 * Forecasts against what happened: shares of the observed days inside the 80 % and 90 % interval, median error against the weekly
 * naive, bias (above 0 = too high). By distance in days, by class, by team (`null` = none).
 */
export const accuracySchema = pageSchema(
  z.object({
    origin: z.enum(trackOrigins),
    by: z.enum(groupings),
    key: text,
    days: z.int(),
    insideShare80: z.number(),
    insideShare90: z.number(),
    mase: amount,
    bias: z.number(),
  }),
)
type ApiScore = z.infer<typeof accuracySchema>['items'][number]

export function presentApiAccuracy(rows: readonly TrackRow[]): ApiScore[] {
  const keys = {
    horizon: (row: TrackRow) => String(row.horizonDays),
    class: (row: TrackRow) => row.resourceClass,
    team: (row: TrackRow) => row.team ?? null,
  } as const
  return trackOrigins.flatMap((origin) =>
    groupings.flatMap((by) =>
      [
        ...Map.groupBy(
          rows.filter((row) => row.origin === origin),
          keys[by],
        ),
      ].flatMap(([key, own]) => {
        const pooled = pool(own)
        if (!pooled) return []
        const { days, share80, share90, mase, bias } = pooled
        return [{ origin, by, key, days, insideShare80: share80, insideShare90: share90, mase, bias }]
      }),
    ),
  )
}

/** What following every recommendation of the last half year would have done, resource by resource. */
export const hindsightSchema = pageSchema(
  z.object({
    resourceId: z.string(),
    name: z.string(),
    resourceClass: z.enum(resourceClasses),
    team: text,
    verdict: hindsightVerdictSchema,
  }),
)

export type FollowedToTell = {
  readonly resource: Pick<Resource, 'id' | 'name' | 'resourceClass' | 'team'>
  readonly verdict: HindsightVerdict
}

export function presentApiHindsight(
  followed: readonly FollowedToTell[],
): z.infer<typeof hindsightSchema>['items'] {
  return followed.map(({ resource: { id, name, resourceClass, team }, verdict }) => ({
    ...{ resourceId: id, name, resourceClass, team: team ?? null, verdict },
  }))
}
