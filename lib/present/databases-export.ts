import type { z } from 'zod'
import type { Dimension } from '#lib/model/capacity.ts'
import { toApiResource } from './api-resources.ts'
import type { databasesSchema, WholeList } from './api-schemas.ts'
import { csv } from './csv.ts'
import { type Database, type DatabasesInput, databases } from './databases.ts'

/** The databases in numbers, in the order of the page. */
export function presentApiDatabases(input: DatabasesInput): WholeList<z.infer<typeof databasesSchema>> {
  return { items: databases(input).map(toApi) }
}

/** The same as CSV. */
export function databasesCsv(input: DatabasesInput): string {
  const header = [
    'id',
    'name',
    'class',
    'team',
    'region',
    'size',
    'usd_per_month',
    'limited_by',
    'chance_by_horizon',
    'runs_out_q10',
    'runs_out_q50',
    'runs_out_q90',
    'memory_used_share',
    'storage_used_share',
    'connections_used_share',
    'engine',
    'engine_version',
    'support_ends_on',
    'surcharge_usd_per_month',
    'change_to',
    'change_usd_per_month',
  ]
  return csv(
    header,
    presentApiDatabases(input).items.map(({ resource, ...one }) => [
      resource.id,
      resource.name,
      resource.resourceClass,
      resource.team,
      resource.region,
      resource.shape,
      resource.monthlyUsd,
      resource.limitedBy,
      resource.chanceByHorizon,
      resource.runsOut.q10,
      resource.runsOut.q50,
      resource.runsOut.q90,
      one.memoryUsed,
      one.storageUsed,
      one.connectionsUsed,
      one.engine,
      one.engineVersion,
      one.supportEndsOn,
      one.surchargeMonthlyUsd,
      resource.changeTo,
      resource.changeMonthlyUsd,
    ]),
  )
}

function toApi({
  row,
  supportEndsOn,
  surchargeUsd,
  uses,
}: Database): z.infer<typeof databasesSchema>['items'][number] {
  const { engine, engineVersion } = row.resource.facts
  const used = (dimension: Dimension) => uses.get(dimension)?.utilization ?? null
  return {
    resource: toApiResource(row),
    memoryUsed: used('memory'),
    storageUsed: used('storage'),
    connectionsUsed: used('connections'),
    engine: typeof engine === 'string' ? engine : null,
    engineVersion: typeof engineVersion === 'string' ? engineVersion : null,
    supportEndsOn: supportEndsOn ?? null,
    surchargeMonthlyUsd: surchargeUsd,
  }
}
