import type { Reserved } from '#lib/autoscale/index.ts'
import type { Resource } from '#lib/model/resource.ts'
import type { ScaledPart } from '#lib/model/scaling-study.ts'
import type { Price } from '#lib/model/shape.ts'
import { unitPrices } from '#lib/resources/dynamodb-modes.ts'
import { classDefinitions } from '#lib/resources/index.ts'

/** List price an hour of one of what is scaled; of units by request too. Absent = not known. */
export type MemberPrice = {
  /** It is a share of an instance that a capacity provider pays for. */
  readonly sharesInstance?: true
  readonly hourlyUsd?: number | undefined
  readonly onDemandHourlyUsd?: number | undefined
}

type Asked = {
  readonly resource: Resource
  readonly scales: ScaledPart
  readonly prices: readonly Price[]
  /** On whose instances the tasks of a service run. */
  readonly provider?: Resource | undefined
}

/** What an instance of a capacity provider registers for tasks; undefined where none is registered. */
export function roomOf({ facts }: Resource): Reserved | undefined {
  const { registeredInstances: count, registeredVcpu: vcpu, registeredGib: gib } = facts
  if (typeof count !== 'number' || typeof vcpu !== 'number' || typeof gib !== 'number' || count === 0)
    return undefined
  return { vcpu: vcpu / count, memoryGib: gib / count }
}

/** What a task of a service reserves; undefined where its definition does not say. */
export function reservedBy({ facts }: Resource): Reserved | undefined {
  const { taskVcpu: vcpu, taskMemoryGib: memoryGib } = facts
  return typeof vcpu === 'number' && typeof memoryGib === 'number' ? { vcpu, memoryGib } : undefined
}

function taskPrice(resource: Resource, provider: Resource, prices: readonly Price[]): MemberPrice {
  const [task, room] = [reservedBy(resource), roomOf(provider)]
  const { hourlyUsd } = memberPrice({ resource: provider, scales: 'members', prices })
  if (!task || !room || hourlyUsd === undefined) return {}
  const share = Math.max(task.vcpu / room.vcpu, task.memoryGib / room.memoryGib)
  return { hourlyUsd: hourlyUsd * share, sharesInstance: true }
}

/** A shard is as many nodes as it has replicas and one more; a replica more is one in every shard. */
export function memberPrice({ resource, scales, prices, provider }: Asked): MemberPrice {
  const { facts, shape, resourceClass } = resource
  if (provider && resourceClass === 'ecs-service') return taskPrice(resource, provider, prices)
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
