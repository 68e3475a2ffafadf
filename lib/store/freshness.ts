import type { Problem } from '../model/account.ts'
import type { Actor } from '../model/actor.ts'
import type { Freshness } from '../model/fleet.ts'
import { type Tier, tierFacts, tiers } from '../model/series.ts'
import { dayMs, type EpochMs } from '../model/time.ts'
import { database } from './client.ts'
import { newestCostDay } from './costs.ts'
import { visibleTo } from './fleet.ts'
import { readSource } from './installation.ts'
import { newestCovered } from './read-samples.ts'
import { latestDone, listRuns, toRun } from './runs.ts'

/** Age and completeness of what the pages stand on. */
export async function readFreshness(actor: Actor, nowMs: EpochMs): Promise<Freshness> {
  const { prisma } = database()
  const [resources, accounts, forecastRun, running, source, costsToDay, problems, backfill, covered] =
    await Promise.all([
      prisma.resource.findMany({
        where: { ...visibleTo(actor), deletedAt: null, memberOf: null },
        select: { region: true, name: true },
      }),
      prisma.account.count(),
      latestDone('forecast'),
      prisma.run.findMany({ where: { state: 'running' }, orderBy: { id: 'desc' }, take: 10 }),
      readSource(),
      newestCostDay(),
      currentProblems(nowMs),
      readBackfill(nowMs),
      newestCovered(),
    ])
  const names = new Set(resources.map(({ name }) => name))
  return {
    samplesToMs: covered,
    costsToDay,
    forecastRunId: forecastRun?.id,
    forecastMs: forecastRun?.endedMs,
    resourceCount: resources.length,
    accountCount: accounts,
    regionCount: new Set(resources.map(({ region }) => region)).size,
    problems: problems.filter((problem) => maySee(actor, problem, names)),
    source,
    running: running
      .map(toRun)
      .map(({ job, done, total, note }) => ({ job, done, total, note: actor.teams === 'all' ? note : '' })),
    backfill,
  }
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
