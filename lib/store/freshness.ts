import type { Problem } from '../model/account.ts'
import type { Actor } from '../model/actor.ts'
import type { Freshness } from '../model/fleet.ts'
import { type Tier, tierFacts, tiers } from '../model/series.ts'
import { dayMs, type EpochMs } from '../model/time.ts'
import { database } from './client.ts'
import { newestCostDay } from './costs.ts'
import { visibleTo } from './fleet.ts'
import { readSource } from './installation.ts'
import { remembered } from './page-memory.ts'
import { newestCovered } from './read-samples.ts'
import { latestDone, listRuns, toRun } from './runs.ts'

/** What is slow to count: the part of the freshness that only a job changes. */
export type Stock = {
  readonly samplesToMs: EpochMs | undefined
  readonly costsToDay: string | undefined
  readonly accountCount: number
  readonly regionCount: number
  readonly resourceCount: number
  readonly names: ReadonlySet<string>
  readonly backfill: Freshness['backfill']
}

/** Counts and reach of the data that the actor may see. */
export async function readStock(actor: Actor, nowMs: EpochMs): Promise<Stock> {
  const { prisma } = database()
  const [resources, accountCount, costsToDay, backfill, samplesToMs] = await Promise.all([
    prisma.resource.findMany({
      where: { ...visibleTo(actor), deletedAt: null, memberOf: null },
      select: { region: true, name: true },
    }),
    prisma.account.count(),
    newestCostDay(),
    readBackfill(nowMs),
    newestCovered(),
  ])
  return {
    samplesToMs,
    costsToDay,
    accountCount,
    regionCount: new Set(resources.map(({ region }) => region)).size,
    resourceCount: resources.length,
    names: new Set(resources.map(({ name }) => name)),
    backfill,
  }
}

/** Age and completeness of what the pages stand on; a page that remembers the stock gives it. */
export async function readFreshness(
  actor: Actor,
  nowMs: EpochMs,
  counted: Promise<Stock> = readStock(actor, nowMs),
): Promise<Freshness> {
  const { prisma } = database()
  const [{ names, ...stock }, forecastRun, running, source, problems] = await Promise.all([
    counted,
    latestDone('forecast'),
    prisma.run.findMany({ where: { state: 'running' }, orderBy: { id: 'desc' }, take: 10 }),
    readSource(),
    currentProblems(nowMs),
  ])
  return {
    ...stock,
    forecastRunId: forecastRun?.id,
    forecastMs: forecastRun?.endedMs,
    problems: problems.filter((problem) => maySee(actor, problem, names)),
    source,
    running: running
      .map(toRun)
      .map(({ job, done, total, note }) => ({ job, done, total, note: actor.teams === 'all' ? note : '' })),
  }
}

/** The same for pages: counted once after each change. */
export function readFreshnessOnce(actor: Actor, nowMs: EpochMs): Promise<Freshness> {
  return readFreshness(
    actor,
    nowMs,
    remembered(actor, 'stock', () => readStock(actor, Date.now())),
  )
}

/** Texts name resources: who sees some teams sees those of their own, and refusals, which name actions and places. */
function maySee(actor: Actor, { scope, code }: Problem, names: ReadonlySet<string>): boolean {
  return actor.teams === 'all' || names.has(scope) || code === 'aws-denied'
}

/** Problems of the newest ended run of each job and scope within two days. */
async function currentProblems(nowMs: EpochMs): Promise<Problem[]> {
  const seen = new Set<string>()
  const problems: Problem[] = []
  for (const run of await listRuns(200)) {
    const key = `${run.job}/${run.scope}`
    if (run.state === 'running' || run.startedMs < nowMs - 2 * dayMs || seen.has(key)) continue
    seen.add(key)
    problems.push(...run.problems)
  }
  return problems
}

/** Of every series and each tier that it is pulled in: how many have the whole reach of the tier. */
async function readBackfill(nowMs: EpochMs): Promise<Freshness['backfill']> {
  const counts = await Promise.all(tiers.map((tier) => backfillOfTier(tier, nowMs)))
  return {
    done: counts.reduce((sum, { done }) => sum + done, 0),
    total: counts.reduce((sum, { total }) => sum + total, 0),
  }
}

/** Minutes are pulled only where the inventory found that AWS publishes them. */
async function backfillOfTier(tier: Tier, nowMs: EpochMs): Promise<{ done: number; total: number }> {
  const { rows } = await database().pool.query<{ done: number; total: number }>(
    `SELECT count(*) FILTER (WHERE c.from_at <= to_timestamp($2::float8 / 1000))::int AS done,
       count(*)::int AS total
     FROM series s JOIN resource r ON r.id = s.resource_id
     LEFT JOIN coverage c ON c.series_id = s.id AND c.tier = $1
     WHERE r.deleted_at IS NULL AND ($1 <> '1m' OR r.facts @> '{"detailedMonitoring": true}')`,
    [tier, nowMs - tierFacts[tier].servedMs + dayMs],
  )
  return rows[0] ?? { done: 0, total: 0 }
}
