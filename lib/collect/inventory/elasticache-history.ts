import type { Capacity, CapacityChange } from '#lib/model/capacity.ts'
import { dayMs, type EpochMs, floorTo } from '#lib/model/time.ts'
import { bytesPerGib } from '#lib/model/units.ts'
import { isSameMemory, nodeTypeWith, usableMemoryGib } from '#lib/resources/elasticache-memory.ts'
import type { RegionAws } from '../aws.ts'
import { type DailyQuery, type DailyValues, readDailyValues } from './daily-values.ts'

/** CloudWatch keeps hourly values 455 days. */
const historyDays = 455
const recentDays = 14
/** Below this share used, the quotient of two small numbers tells nothing. */
const leastPercent = 1

export type NodeDimensions = { readonly CacheClusterId: string; readonly CacheNodeId: string }

/**
 * Memory for data of one node by UTC day, GiB: bytes used over the share used. No operation tells the node type of the
 * past, and its memory does. Throws the SDK's error.
 */
export async function readNodeMemory(
  aws: RegionAws,
  { nodes, nowMs }: { readonly nodes: readonly NodeDimensions[]; readonly nowMs: EpochMs },
): Promise<readonly DailyValues[]> {
  if (nodes.length === 0) return []
  const toMs = floorTo(nowMs, dayMs)
  const range = { fromMs: toMs - historyDays * dayMs, toMs: toMs + dayMs }
  const queries = nodes.flatMap((dimensions) =>
    ['BytesUsedForCache', 'DatabaseMemoryUsageCountedForEvictPercentage'].map(
      (name): DailyQuery => ({
        metric: { namespace: 'AWS/ElastiCache', name, dimensions },
        statistic: 'Average',
      }),
    ),
  )
  const values = await readDailyValues(aws, { queries, range })
  return nodes.map((_, i) => quotient(values[2 * i] ?? new Map(), values[2 * i + 1] ?? new Map()))
}

/** Days of the last 14 on which each node evicted keys. Throws the SDK's error. */
export async function readEvictingDays(
  aws: RegionAws,
  { nodes, nowMs }: { readonly nodes: readonly NodeDimensions[]; readonly nowMs: EpochMs },
): Promise<readonly (number | undefined)[]> {
  if (nodes.length === 0) return []
  const toMs = floorTo(nowMs, dayMs)
  const queries = nodes.map(
    (dimensions): DailyQuery => ({
      metric: { namespace: 'AWS/ElastiCache', name: 'Evictions', dimensions },
      statistic: 'Sum',
    }),
  )
  const values = await readDailyValues(aws, { queries, range: { fromMs: toMs - recentDays * dayMs, toMs } })
  return values.map((days) => days && [...days.values()].filter((evicted) => evicted > 0).length)
}

function quotient(bytes: DailyValues, percent: DailyValues): DailyValues {
  const memory = new Map<EpochMs, number>()
  for (const [day, value] of bytes) {
    const share = percent.get(day) ?? 0
    if (share >= leastPercent) memory.set(day, value / bytesPerGib / (share / 100))
  }
  return memory
}

export type NodeHistory = {
  /** Memory for data of one node by day. */
  readonly memory: DailyValues
  readonly shape: string
  readonly count: number
  /** Memory for data of one node of today's type. */
  readonly memoryGib: number
  readonly reservedPercent: number
  readonly createdMs: EpochMs
  /** When the newest of today's nodes came: what the number was before is not known. */
  readonly countSinceMs: EpochMs
  readonly nowMs: EpochMs
  readonly capacityOf: (shape: string) => Capacity
}

/**
 * Capacity over time by the memory of a node. A day on which a type changes has a memory between the two and is left
 * out; days before the first that is known have today's capacity, marked assumed.
 */
export function memoryTimeline(history: NodeHistory): CapacityChange[] {
  const { shape, count, createdMs, countSinceMs, nowMs, capacityOf } = history
  const change = (fromMs: EpochMs, source: CapacityChange['source'], type: string): CapacityChange => ({
    fromMs: Math.max(fromMs, createdMs),
    shape: type,
    count,
    capacity: capacityOf(type),
    source,
  })
  const since = floorTo(countSinceMs, dayMs)
  const days = [...history.memory.keys()].filter((day) => day >= since).sort((a, b) => a - b)
  const known = days.flatMap((day) => {
    const type = typeOf(history, history.memory.get(day) ?? Number.NaN)
    return type === undefined ? [] : [{ day, type }]
  })
  const first = known[0]?.day
  const changes: CapacityChange[] = []
  if (first === undefined || first > createdMs) changes.push(change(0, 'assumed', shape))
  for (const { day, type } of known) {
    const last = changes.at(-1)
    if (last?.source !== 'metrics' || last.shape !== type) changes.push(change(day, 'metrics', type))
  }
  const last = changes.at(-1)
  if (last?.source !== 'metrics' || last.shape !== shape) changes.push(change(nowMs, 'inventory', shape))
  return changes
}

function typeOf({ shape, memoryGib, reservedPercent }: NodeHistory, gib: number): string | undefined {
  if (isSameMemory(gib, memoryGib)) return shape
  return nodeTypeWith(gib / usableMemoryGib(1, reservedPercent), shape)
}
