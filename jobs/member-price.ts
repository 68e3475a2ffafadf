import type { Resource } from '#lib/model/resource.ts'
import type { ScaledPart } from '#lib/model/scaling-study.ts'
import type { Price } from '#lib/model/shape.ts'
import { unitPrices } from '#lib/resources/dynamodb-modes.ts'
import { classDefinitions } from '#lib/resources/index.ts'

/** List price an hour of one of what is scaled; of units by request too. Absent = not known. */
export type MemberPrice = {
  readonly hourlyUsd?: number | undefined
  readonly onDemandHourlyUsd?: number | undefined
}

type Asked = {
  readonly resource: Resource
  readonly scales: ScaledPart
  readonly prices: readonly Price[]
}

/** A shard is as many nodes as it has replicas and one more; a replica more is one in every shard. */
export function memberPrice({ resource, scales, prices }: Asked): MemberPrice {
  const { facts, shape, resourceClass } = resource
  if (scales === 'read-units' || scales === 'write-units') {
    const tableClass = facts.tableClass === 'standard-ia' ? 'standard-ia' : 'standard'
    const found = unitPrices(prices, { tableClass, unit: scales === 'read-units' ? 'read' : 'write' })
    return { hourlyUsd: found?.provisionedUsd, onDemandHourlyUsd: found?.onDemandUsd }
  }
  const group = resourceClass === 'asg' || resourceClass === 'ecs-capacity-provider'
  const key = group ? 'linux' : resourceClass === 'ecs-service' ? 'fargate' : undefined
  const wanted = classDefinitions[resourceClass].priceKey(resource)
  const price = prices.find(
    (one) => one.shape === shape && (key === undefined ? one.key === wanted : one.key.startsWith(key)),
  )
  if (price === undefined) return {}
  if (scales === 'shards') return { hourlyUsd: price.hourlyUsd * (1 + Number(facts.replicasPerShard ?? 0)) }
  if (scales === 'replicas') return { hourlyUsd: price.hourlyUsd * Number(facts.shards ?? 1) }
  return { hourlyUsd: price.hourlyUsd }
}
