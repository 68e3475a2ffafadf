import { z } from 'zod'
import { dimensionUnits } from '#lib/model/capacity.ts'
import type { FleetRow } from '#lib/model/fleet.ts'
import { dayMs, isoDay } from '#lib/model/time.ts'
import type { ApiResource, resourcesSchema } from './api-schemas.ts'
import { chanceAfterValue } from './chance-after.ts'
import { type FleetQuery, queryString } from './filters.ts'
import { findingOf, monthlyUsdOf } from './fleet.ts'
import { orderedRows } from './resources.ts'

/** One row of the table in numbers: the same values as its line of the CSV. */
export function toApiResource(row: FleetRow): ApiResource {
  const { resource, accountName } = row
  return {
    id: resource.id,
    name: resource.name,
    arn: resource.arn,
    resourceClass: resource.resourceClass,
    account: accountName,
    accountId: resource.accountId,
    region: resource.region,
    team: resource.team ?? null,
    serviceTier: resource.serviceTier ?? null,
    shape: resource.shape,
    count: resource.count,
    ...verdict(row),
  }
}

function verdict(row: FleetRow) {
  const { recommendation: given } = row
  const dimension = given?.bindingDimension
  const recommended = given?.recommended
  const date = (days: number | null | undefined) =>
    given === undefined || days === null || days === undefined ? null : isoDay(given.asOfMs + days * dayMs)
  return {
    finding: findingOf(row),
    abstention: given ? (given.abstention?.reason ?? null) : 'not decided yet',
    limitedBy: dimension ?? null,
    unit: dimension ? dimensionUnits[dimension] : null,
    utilization: given?.utilization ?? null,
    limit: given?.limit ?? null,
    horizonDays: given?.horizonDays ?? null,
    chanceByHorizon: given?.chanceByHorizon ?? null,
    runsOut: { q10: date(given?.lowDays), q50: date(given?.medianDays), q90: date(given?.highDays) },
    decideBy: given?.decideByMs === undefined ? null : isoDay(given.decideByMs),
    monthlyUsd: monthlyUsdOf(row) ?? null,
    changeTo: recommended?.label ?? null,
    changeMonthlyUsd: recommended?.deltaMonthlyUsd ?? null,
    chanceAfter: recommended ? (chanceAfterValue(recommended) ?? null) : null,
    expectedMinutesAfter: recommended?.expectedMinutes ?? null,
    effort: recommended?.effort ?? null,
    asOf: given ? new Date(given.asOfMs).toISOString() : null,
  }
}

const cursorSchema = z.object({ after: z.string(), query: z.string() })

export type PageInput = {
  readonly rows: readonly FleetRow[]
  readonly query: FleetQuery
  readonly pageSize: number
  readonly cursor?: string
}

/**
 * The rows after the one that the cursor names, in the table's order. Rows that appear meanwhile move nothing.
 * A text instead of a page says why the cursor cannot be used: of another query, or its row is gone.
 */
export function presentResourcesPage(given: PageInput): z.infer<typeof resourcesSchema> | string {
  const { query, pageSize, cursor } = given
  const rows = orderedRows(given.rows, query)
  const own = queryString(query)
  const after = cursor === undefined ? undefined : readCursor(cursor)
  if (cursor !== undefined && after?.query !== own)
    return 'The cursor is not one of this query. Start again without cursor.'
  const at = after ? rows.findIndex(({ resource }) => resource.id === after.after) : -1
  if (after && at < 0) return 'The row of the cursor is no longer listed. Start again without cursor.'
  const items = rows.slice(at + 1, at + 1 + pageSize)
  const last = items.at(-1)
  const more = last !== undefined && at + 1 + pageSize < rows.length
  const token = more
    ? Buffer.from(JSON.stringify({ after: last.resource.id, query: own })).toString('base64url')
    : ''
  const next = `/api/v1/resources${own}${own === '' ? '?' : '&'}page-size=${pageSize}&cursor=${token}`
  return { total: rows.length, items: items.map(toApiResource), next: more ? next : null }
}

function readCursor(cursor: string): z.infer<typeof cursorSchema> | undefined {
  try {
    return cursorSchema.parse(JSON.parse(Buffer.from(cursor, 'base64url').toString()))
  } catch {
    return undefined
  }
}
