import { system } from '#lib/model/actor.ts'
import type { FleetRow } from '#lib/model/fleet.ts'
import type { DailyHistory } from '#lib/model/forecast.ts'
import { dayMs, type EpochMs, floorTo, isoDay } from '#lib/model/time.ts'
import { saveAccounts } from '#lib/store/accounts.ts'
import { createApiKey } from '#lib/store/api-keys.ts'
import { saveCalendar } from '#lib/store/calendar.ts'
import { saveCosts } from '#lib/store/costs.ts'
import { recordDecision } from '#lib/store/decisions.ts'
import { planDeliveries } from '#lib/store/deliveries.ts'
import { saveDigest } from '#lib/store/digests.ts'
import { saveOutcomes } from '#lib/store/forecasts.ts'
import { saveInstallation } from '#lib/store/installation.ts'
import { saveInventory } from '#lib/store/inventory.ts'
import { saveRecommendation } from '#lib/store/recommendations.ts'
import { finishRun, startRun } from '#lib/store/runs.ts'
import { saveScores } from '#lib/store/track-record.ts'
import { changeOf, inventoryOf } from '../store/estate-rows.ts'
import { recommendation } from './detail-fixture.ts'
import { forecastOf, paths } from './detail-series.ts'
import { fleetFixture } from './fleet-fixture.ts'
import { hostileStrings } from './hostile-strings.ts'

/** A kilobyte of markup, of right-to-left text, and of a word that cannot be broken. */
export const longNames = [
  `<img src=x onerror=alert(1)><b>${'bold '.repeat(200)}`.slice(0, 1024),
  'צוות תשלומים מאוד ארוך '.repeat(45).slice(0, 1024),
  'w'.repeat(1024),
] as const
const names: readonly string[] = [...longNames, ...hostileStrings.map(({ text, kept }) => kept ?? text)]
const nameOf = (i: number) => names[i % names.length] ?? 'x'
export const hostileTeam = longNames[1]

export type HostileEstate = {
  /** 15 months of samples, one sample, nothing at all. */
  readonly full: string
  readonly single: string
  readonly none: string
  readonly gpuPool: string
  readonly group: string
}

/** A database in which everything that someone else can name has a hostile name; seen from the given instant. */
export async function seedHostileEstate(nowMs: EpochMs): Promise<HostileEstate> {
  await saveInstallation({ source: 'aws', openPages: false })
  const rows = fleetFixture().map((row, i) => renamed(row, i, nowMs))
  const accounts = [...new Set(rows.map(({ resource }) => resource.accountId))]
  await saveAccounts(
    accounts.map((id, i) => ({ id, name: nameOf(i), regions: ['us-east-1'], payer: i === 0 })),
    nowMs,
  )
  for (const accountId of accounts) {
    const own = rows.map(({ resource }) => resource).filter((one) => one.accountId === accountId)
    const changes = own.map(({ id }, i) => ({
      resourceId: id,
      changes: [
        changeOf(400, { source: 'assumed' }),
        changeOf(9, { shape: nameOf(i), actor: nameOf(i + 1) }),
      ],
    }))
    await saveInventory({ ...inventoryOf(own, { changes }), accountId, nowMs })
  }
  for (const row of rows) await seedVerdict(row, nowMs)
  const [full, single, none] = rows.filter(({ resource }) => resource.resourceClass === 'rds-instance')
  const ids = {
    full: full?.resource.id ?? '',
    single: single?.resource.id ?? '',
    none: none?.resource.id ?? '',
  }
  await seedSamples(ids, nowMs)
  await seedPeople(ids.full, nowMs)
  const idOf = (resourceClass: string) =>
    rows.find(({ resource }) => resource.resourceClass === resourceClass)?.resource.id ?? ''
  return { ...ids, gpuPool: idOf('gpu-pool'), group: idOf('asg') }
}

function renamed(
  { resource, recommendation: given, ...rest }: FleetRow,
  i: number,
  nowMs: EpochMs,
): FleetRow {
  const [name, other] = [nameOf(i), nameOf(i + 7)]
  return {
    ...rest,
    resource: {
      ...resource,
      name,
      team: i % 5 === 4 ? undefined : i % 2 === 0 ? hostileTeam : other,
      tags: { [other]: name, team: other },
      arn: `${resource.arn}/${i}-${other}`,
      nativeId: `${resource.nativeId}-${i}-${other}`,
    },
    ...(given && { recommendation: { ...given, asOfMs: floorTo(nowMs, dayMs) } }),
  }
}

async function seedVerdict({ resource, recommendation: summary }: FleetRow, nowMs: EpochMs): Promise<void> {
  if (!summary) return
  const { finding, asOfMs } = summary
  const text = resource.name
  const detail = {
    ...recommendation,
    resourceId: resource.id,
    finding,
    asOfMs,
    evidence: [{ title: text, text }],
    remedy: text,
  }
  await saveRecommendation({ runId: 1, recommendation: detail, summary })
  const score = {
    resourceId: resource.id,
    dimension: 'cpu',
    asOfMs: nowMs - 30 * dayMs,
    horizonDays: 14,
    origin: 'published',
    days: 20,
    mase: 1,
    inside80: 4,
    inside90: 9,
    bias: 0.1,
  } as const
  await saveScores([score])
}

const historyDays = 455

/** Days of a level; a day that `known` refuses has no sample. */
function history(nowMs: EpochMs, known: (day: number) => boolean): DailyHistory {
  const of = (value: number) =>
    Float32Array.from({ length: historyDays }, (_, day) =>
      known(day) ? value * (1 + day / 1000) : Number.NaN,
    )
  const startMs = floorTo(nowMs, dayMs) - historyDays * dayMs
  return {
    startMs,
    mean: of(2),
    peak: of(3),
    maximum: of(4),
    capacity: new Float32Array(historyDays).fill(8),
  }
}

async function seedSamples(ids: Pick<HostileEstate, 'full' | 'single'>, nowMs: EpochMs): Promise<void> {
  const asOfMs = floorTo(nowMs, dayMs)
  const outcome = { ...forecastOf(paths.cpu, ids.full), asOfMs }
  const months = { dimension: 'cpu', history: history(nowMs, () => true), outcome } as const
  await saveOutcomes({ runId: 1, resourceId: ids.full, asOfMs, outcomes: [months] })
  const text = `1 day of samples so far; a forecast needs 7. ${longNames[0]}`
  const few = {
    kind: 'abstention',
    resourceId: ids.single,
    asOfMs,
    reason: 'short-history',
    text,
    observedDays: 1,
    dimension: 'cpu',
  } as const
  const one = {
    dimension: 'cpu',
    history: history(nowMs, (day) => day === historyDays - 1),
    outcome: few,
  } as const
  await saveOutcomes({ runId: 1, resourceId: ids.single, asOfMs, outcomes: [one] })
}

/** What people and jobs write: decisions, messages, budgets, keys, problems of a run. */
async function seedPeople(resourceId: string, nowMs: EpochMs): Promise<void> {
  const [markup, rightToLeft, word] = longNames
  const basis = {
    asOfMs: nowMs,
    finding: 'runs-out',
    chance: 0.9,
    medianMs: null,
    fromLabel: word,
    fromMonthlyUsd: 1,
    optionId: 'x',
    optionLabel: rightToLeft,
  } as const
  const decision = {
    resourceId,
    kind: 'capacity',
    verdict: 'accept',
    reason: markup,
    owner: rightToLeft,
    basis,
    dueMs: nowMs + 9 * dayMs,
  } as const
  await recordDecision({ ...system, id: word }, decision, nowMs)
  const days = Array.from({ length: 40 }, (_, i) => isoDay(nowMs - (i + 2) * dayMs))
  const cost = (grouping: 'team' | 'service', key: string) =>
    days.map((day) => ({ day, accountId: '111122223333', grouping, key, usd: 40, estimated: false }))
  await saveCosts([...cost('team', hostileTeam), ...cost('service', word)], isoDay(nowMs))
  const month = isoDay(nowMs).slice(0, 7)
  const budgets = [{ team: hostileTeam, month, usd: 7_000 }]
  const event = { name: markup, fromMs: nowMs, toMs: nowMs + dayMs, multiplier: 2, teams: [], accounts: [] }
  await saveCalendar({ freezes: [], events: [event], budgets, drivers: [] }, nowMs)
  const message = { asOfMs: nowMs, subject: markup, html: '<p>x</p>', text: word, images: [], body: {} }
  await saveDigest({ ...message, week: '2026-W48', team: hostileTeam })
  const delivery = {
    week: '2026-W48',
    team: hostileTeam,
    recipient: `${word}@example.com`,
    channel: 'email',
  } as const
  await planDeliveries([{ ...delivery, dueMs: nowMs }], nowMs)
  await createApiKey(system, { name: markup, scope: 'read', expiresMs: nowMs + dayMs }, nowMs)
  const problems = longNames.map((text) => ({ scope: text, code: 'forecast-failed', text, action: text }))
  await finishRun(await startRun('forecast', '', nowMs), { nowMs, state: 'done', counts: {}, problems })
}
