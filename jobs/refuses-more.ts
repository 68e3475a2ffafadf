import type { Resource } from '#lib/model/resource.ts'
import type { ScaledPart } from '#lib/model/scaling-study.ts'
import { hotKeyShare, throttlingOf } from '#lib/resources/dynamodb-hot-key.ts'
import { hotShardSkew } from '#lib/resources/elasticache-skew.ts'
import { recentPeriods } from './scaled-loads.ts'
import type { ScaledSamples } from './scaled-samples.ts'

type Asked = {
  readonly resource: Resource
  readonly scales: ScaledPart
  readonly samples: ScaledSamples
  /** Of the shards of a cache. */
  readonly skew?: number | undefined
}

/** Why more of what is scaled would not help; undefined where it would. */
export async function refusesMore(asked: Asked): Promise<string | undefined> {
  if (asked.scales === 'read-units' || asked.scales === 'write-units') return hotKeyText(asked)
  return asked.scales === 'shards' ? hotShardText(asked.skew) : undefined
}

/** Of a cache whose load sits on one shard. */
function hotShardText(skew: number | undefined): string | undefined {
  if (skew === undefined || skew <= hotShardSkew) return undefined
  return `One shard carries ${skew.toFixed(1)} times the mean of all: a shard more takes little of it, and the key that is asked for too much stays on one. Nothing that costs more is offered; the limit is that of the fullest shard.`
}

/** Where a table throttles below what it has. */
async function hotKeyText({ resource, scales, samples }: Asked): Promise<string | undefined> {
  const kind = scales === 'read-units' ? 'read' : 'write'
  const number = (name: string) =>
    typeof resource.facts[name] === 'number' ? resource.facts[name] : Number.NaN
  // The throttling that the facts of a table tell of is that of 14 days.
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
