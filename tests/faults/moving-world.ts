import type { ResourceCost } from '#lib/model/cost.ts'
import type { Tags } from '#lib/model/resource.ts'
import { dayMs, hourMs } from '#lib/model/time.ts'
import type { World, WorldInstance } from '#lib/simulate/world.ts'
import { tinyAccounts, tinyWorld } from '#tests/support/tiny-world.ts'

export const shop = '444455556666'
const region = 'us-east-1'

/** A day of November 2026 and an hour of it, UTC. */
export const at = (day: number, hour = 0) => Date.UTC(2026, 10, day, hour)

type Scripted = {
  readonly id: string
  readonly fromMs: number
  readonly toMs?: number
  readonly hourlyUsd: number
  readonly tagsAt: (atMs: number) => Tags
}

const movedMs = at(12, 18)
const early = at(1) - 90 * dayMs

/** What happens to each instance in November; every dollar is by the hour. */
export const scripted: readonly Scripted[] = [
  {
    id: 'i-0000000000000moved',
    fromMs: early,
    hourlyUsd: 1.37,
    tagsAt: (ms) => ({ Name: 'ledger', team: ms < movedMs ? 'a' : 'b' }),
  },
  {
    id: 'i-00000000000replaced',
    fromMs: early,
    toMs: at(15, 5),
    hourlyUsd: 0.5,
    tagsAt: () => ({ Name: 'relay', team: 'a' }),
  },
  {
    id: 'i-000000000successor',
    fromMs: at(15, 4),
    hourlyUsd: 0.5,
    tagsAt: () => ({ Name: 'relay', team: 'a' }),
  },
  {
    id: 'i-00000000000renamed',
    fromMs: early,
    hourlyUsd: 0.25,
    tagsAt: (ms) => ({ Name: ms < at(10, 9) ? 'report' : 'report-v2', team: 'b' }),
  },
  {
    id: 'i-00000000000deleted',
    fromMs: early,
    toMs: at(20, 12),
    hourlyUsd: 3.1,
    tagsAt: () => ({ Name: 'batch', team: 'b' }),
  },
  { id: 'i-000000000000nobody', fromMs: early, hourlyUsd: 0.77, tagsAt: () => ({ Name: 'forgotten' }) },
]

const alive = ({ fromMs, toMs = Number.POSITIVE_INFINITY }: Scripted, atMs: number) =>
  fromMs <= atMs && atMs < toMs

function instanceAt({ id, fromMs, tagsAt }: Scripted, nowMs: number): WorldInstance {
  return {
    instanceId: id,
    instanceType: 'm7i.large',
    state: 'running',
    zone: `${region}a`,
    launchMs: fromMs,
    tags: tagsAt(nowMs),
    volumes: [],
  }
}

export type TagHistory = 'config' | 'cloudtrail' | 'none'

/** An account in which things are replaced, renamed, moved to another team and deleted; and who tells of its past. */
export function movingWorld(history: TagHistory): World {
  return {
    ...tinyWorld,
    accounts: tinyAccounts.map((account) => ({
      ...account,
      configRecorder: history === 'config',
      deniedActions: history === 'none' ? ['cloudtrail:LookupEvents'] : [],
    })),
    instances: ({ accountId, region: where, nowMs }) =>
      accountId === shop && where === region
        ? scripted.filter((one) => alive(one, nowMs)).map((one) => instanceAt(one, nowMs))
        : [],
    groups: () => [],
    databases: () => [],
    metrics: () => [],
    findMetric: () => undefined,
    changes: () => [],
    tagChanges: ({ nowMs }) =>
      nowMs < movedMs
        ? []
        : scripted.slice(0, 1).map(({ id, tagsAt }) => ({
            atMs: movedMs,
            kind: 'instance',
            id,
            before: tagsAt(movedMs - 1),
            after: tagsAt(movedMs),
            actor: 'ana',
          })),
  }
}

/** What each hour of the UTC day cost, by resource; the bill tells no team. */
export function costsOf(day: string): ResourceCost[] {
  const startMs = Date.parse(day)
  return scripted.flatMap((one) => {
    const hours = Array.from({ length: 24 }, (_, hour) => startMs + hour * hourMs).filter((ms) =>
      alive(one, ms),
    )
    const usd = hours.length * one.hourlyUsd
    if (usd === 0) return []
    const rest = { service: 'EC2', usageType: 'BoxUsage:m7i.large', recordType: 'Usage', team: '' }
    return [{ day, accountId: shop, resourceId: one.id, ...rest, usd, amortizedUsd: usd, netUsd: usd }]
  })
}

/** Dollars by team in `[fromMs, toMs)`, hour by hour with the tag of each hour; '' = untagged. */
export function truth(fromMs: number, toMs: number): Record<string, number> {
  const sums: Record<string, number> = {}
  for (let ms = fromMs; ms < toMs; ms += hourMs) {
    for (const one of scripted.filter((candidate) => alive(candidate, ms))) {
      const team = one.tagsAt(ms).team ?? ''
      sums[team] = (sums[team] ?? 0) + one.hourlyUsd
    }
  }
  return sums
}
