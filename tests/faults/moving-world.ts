import type { ResourceCost } from '#lib/model/cost.ts'
import type { Tags } from '#lib/model/resource.ts'
import { dayMs, hourMs, type Range } from '#lib/model/time.ts'
import type { World, WorldInstance } from '#lib/simulate/world.ts'
import { tinyAccounts, tinyWorld } from '#tests/support/tiny-world.ts'

export const shop = '444455556666'
const region = 'us-east-1'

/** A day of November 2026 and an hour of it, UTC. */
export const at = (day: number, hour = 0) => Date.UTC(2026, 10, day, hour)

export type Scripted = {
  readonly id: string
  readonly fromMs: number
  readonly toMs?: number
  readonly hourlyUsd: number
  readonly tagsAt: (atMs: number) => Tags
}

const movedMs = at(12, 18)
const early = at(1) - 90 * dayMs

/** What happens to each instance in November; every dollar is by the hour. */
const scripted: readonly Scripted[] = [
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

/** All of it, as many times over; the ids of the first keep their words. */
export function scriptOf(copies: number): Scripted[] {
  return Array.from({ length: copies }, (_, copy) =>
    scripted.map((one) => {
      if (copy === 0) return one
      const suffix = copy.toString(16).padStart(3, '0')
      const id = `${one.id.slice(0, 7)}${suffix}${one.id.slice(10)}`
      // A successor is known by the name that it takes over.
      const tagsAt = (ms: number) => ({ ...one.tagsAt(ms), Name: `${one.tagsAt(ms).Name}-${copy}` })
      return { ...one, id, tagsAt }
    }),
  ).flat()
}

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

const isMoved = ({ tagsAt }: Scripted) => tagsAt(movedMs - 1).team !== tagsAt(movedMs).team

export type TagHistory = 'config' | 'cloudtrail' | 'none'

/** An account in which things are replaced, renamed, moved to another team and deleted; and who tells of its past. */
export function movingWorld(history: TagHistory, script: readonly Scripted[]): World {
  return {
    ...tinyWorld,
    accounts: tinyAccounts.map((account) => ({
      ...account,
      configRecorder: history === 'config',
      deniedActions: history === 'none' ? ['cloudtrail:LookupEvents'] : [],
    })),
    instances: ({ accountId, region: where, nowMs }) =>
      accountId === shop && where === region
        ? script.filter((one) => alive(one, nowMs)).map((one) => instanceAt(one, nowMs))
        : [],
    groups: () => [],
    databases: () => [],
    metrics: () => [],
    findMetric: () => undefined,
    changes: () => [],
    tagChanges: ({ nowMs }) =>
      nowMs < movedMs
        ? []
        : script.filter(isMoved).map(({ id, tagsAt }) => ({
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
export function costsOf(script: readonly Scripted[], day: string): ResourceCost[] {
  const startMs = Date.parse(day)
  return script.flatMap((one) => {
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
export function truth(script: readonly Scripted[], { fromMs, toMs }: Range): Record<string, number> {
  const sums: Record<string, number> = {}
  for (let ms = fromMs; ms < toMs; ms += hourMs) {
    for (const one of script.filter((candidate) => alive(candidate, ms))) {
      const team = one.tagsAt(ms).team ?? ''
      sums[team] = (sums[team] ?? 0) + one.hourlyUsd
    }
  }
  return sums
}
