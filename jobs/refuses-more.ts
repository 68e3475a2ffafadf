import type { Resource } from '#lib/model/resource.ts'
import type { ScaledPart } from '#lib/model/scaling-study.ts'
import { hotKeyShare, throttlingOf } from '#lib/resources/dynamodb-hot-key.ts'
import { hotShardSkew, shardSkew } from '#lib/resources/elasticache-skew.ts'
import { shardOf } from './scaled-loads.ts'
import type { ScaledSamples } from './scaled-samples.ts'

type Asked = { readonly resource: Resource; readonly scales: ScaledPart; readonly samples: ScaledSamples }

/** Five-minute periods of 14 days: the throttling that the facts of a table tell of. */
const recentPeriods = 14 * 288

/** Why more of what is scaled would not help; undefined where it would. */
export async function refusesMore(asked: Asked): Promise<string | undefined> {
  if (asked.scales === 'read-units' || asked.scales === 'write-units') return hotKeyText(asked)
  return asked.scales === 'shards' ? hotShardText(asked) : undefined
}

/** Of a cache whose load sits on one shard. */
async function hotShardText({ samples }: Asked): Promise<string | undefined> {
  const nodes = await samples.ofMembers('cpu-utilization', 'Average')
  const shards = Map.groupBy(nodes, ([member]) => shardOf(member))
  const loads = [...shards.values()].map((one) => Math.max(...one.map(([, values]) => recentMean(values))))
  const skew = shardSkew(loads)
  if (skew === undefined || skew <= hotShardSkew) return undefined
  return `One shard carries ${skew.toFixed(1)} times the mean of all: a shard more takes little of it, and the key that is asked for too much stays on one. Nothing that costs more is offered.`
}

function recentMean(values: Float32Array): number {
  const seen = values.slice(-recentPeriods).filter((value) => !Number.isNaN(value))
  return seen.reduce((sum, value) => sum + value, 0) / seen.length
}

/** Where a table throttles below what it has. */
async function hotKeyText({ resource, scales, samples }: Asked): Promise<string | undefined> {
  const kind = scales === 'read-units' ? 'read' : 'write'
  const number = (name: string) =>
    typeof resource.facts[name] === 'number' ? resource.facts[name] : Number.NaN
  const sums = (await samples.of(`${kind}-throttles`, '5m', 'Sum')).slice(-recentPeriods)
  const throttles = sums.reduce((sum, value) => sum + (Number.isNaN(value) ? 0 : value), 0)
  const [consumed, least, units] = [
    number(`${kind}UnitsWhenThrottled`),
    number(`${kind}UnitsMin`),
    number(`${kind}Units`),
  ]
  const capacity = Number.isNaN(least) ? units : least
  if (throttlingOf({ consumed, capacity, throttles }) !== 'hot-key') return undefined
  return `It was throttled while it used less than ${Math.round(100 * hotKeyShare)} % of what it has: one key is asked for too much, which more units do not help. Nothing that costs more is offered.`
}
