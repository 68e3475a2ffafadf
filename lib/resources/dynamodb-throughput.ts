import type { DimensionDefinition, MetricDefinition } from '#lib/model/measure.ts'
import type { Resource } from '#lib/model/resource.ts'
import type { Price } from '#lib/model/shape.ts'
import { hoursPerMonth } from '#lib/model/units.ts'
import type { ClassDefinition } from './definition.ts'
import { billingModeOf, listHourlyUsd } from './dynamodb-modes.ts'
import { throughputNotes } from './dynamodb-notes.ts'

function metric(key: string, name: string, rest: Partial<MetricDefinition> = {}): MetricDefinition {
  return {
    key,
    name,
    namespace: 'AWS/DynamoDB',
    mean: 'Sum',
    per: 'resource',
    silentWhile: 'active',
    ...rest,
  }
}

const provisioned = { mean: 'Average', optional: true, silentWhile: undefined } as const

/**
 * Consumed units are counted per request: their Average and Maximum tell the size of a request, and only Sum over the
 * period is a rate. So no metric here has a peak. Nothing is sent for a minute that consumed or throttled nothing.
 */
const metrics: readonly MetricDefinition[] = [
  metric('consumed-read-units', 'ConsumedReadCapacityUnits'),
  metric('consumed-write-units', 'ConsumedWriteCapacityUnits'),
  metric('provisioned-read-units', 'ProvisionedReadCapacityUnits', provisioned),
  metric('provisioned-write-units', 'ProvisionedWriteCapacityUnits', provisioned),
  metric('read-throttles', 'ReadThrottleEvents', { optional: true }),
  metric('write-throttles', 'WriteThrottleEvents', { optional: true }),
]

function rateOf(dimension: 'read-units' | 'write-units', key: string): DimensionDefinition {
  return { dimension, hard: false, conversion: { kind: 'rate', metrics: [key], scale: 1, combine: 'sum' } }
}

const dimensions: readonly DimensionDefinition[] = [
  rateOf('read-units', 'consumed-read-units'),
  rateOf('write-units', 'consumed-write-units'),
]

/** `provisioned, Standard-IA`: how a table or an index is paid for. */
export function modeText({ facts }: Resource): string {
  const mode = facts.billingMode === 'on-demand' ? 'on demand' : 'provisioned'
  const scaled = facts.readUnitsMax !== undefined || facts.writeUnitsMax !== undefined
  const text = mode === 'provisioned' && scaled ? 'provisioned, autoscaled' : mode
  return facts.tableClass === 'standard-ia' ? `${text}, Standard-IA` : text
}

type Own = Pick<ClassDefinition, 'resourceClass' | 'label' | 'describe' | 'terraform'>

/**
 * A table and an index are the same kind of thing: throughput of their own, paid and throttled on its own. There is no
 * ladder of shapes; limits are the maximum of autoscaling, else what is provisioned, else the on-demand maximum or
 * quota. Storage costs and never runs out.
 */
export function throughputClass(own: Own): ClassDefinition {
  return {
    ...own,
    metrics,
    dimensions,
    stateful: true,
    service: 'dynamodb',
    sizing: 'none',
    priceKey: ({ facts }) => `dynamodb/${facts.tableClass ?? 'standard'}`,
    listMonthlyUsd: monthlyOf,
    notes: throughputNotes,
    fits: () => false,
    effort: () => 'low',
    downtime: () => 'none',
  }
}

function monthlyOf(resource: Resource, prices: readonly Price[]): number | undefined {
  const { facts } = resource
  const number = (name: string) => (typeof facts[name] === 'number' ? facts[name] : undefined)
  const onDemand = billingModeOf(resource) === 'on-demand'
  const hourlyUsd = listHourlyUsd({
    mode: onDemand ? 'on-demand' : 'provisioned',
    readUnits: number(onDemand ? 'readUnitsConsumed' : 'readUnits'),
    writeUnits: number(onDemand ? 'writeUnitsConsumed' : 'writeUnits'),
    sizeGib: number('sizeGib') ?? 0,
    tableClass: facts.tableClass === 'standard-ia' ? 'standard-ia' : 'standard',
    prices,
  })
  return hourlyUsd === undefined ? undefined : hourlyUsd * hoursPerMonth
}
