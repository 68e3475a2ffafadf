import type { z } from 'zod'
import { dimensionUnits } from '#lib/model/capacity.ts'
import type { FleetRow } from '#lib/model/fleet.ts'
import { dayMs, isoDay } from '#lib/model/time.ts'
import { pageOf } from './api-page.ts'
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

export type PageInput = {
  readonly rows: readonly FleetRow[]
  readonly query: FleetQuery
  readonly pageSize: number
  readonly cursor?: string
}

/** A page of the table's rows in its order; a text says why the cursor cannot be used (see `pageOf`). */
export function presentResourcesPage(given: PageInput): z.infer<typeof resourcesSchema> | string {
  const { query, pageSize, cursor } = given
  const page = pageOf({
    items: orderedRows(given.rows, query),
    keyOf: ({ resource }) => resource.id,
    address: '/api/v1/resources',
    query: queryString(query),
    pageSize,
    cursor,
  })
  return typeof page === 'string' ? page : { ...page, items: page.items.map(toApiResource) }
}
