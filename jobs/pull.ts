import { billedUsd, forEachLimited, type PullPhase } from '#lib/collect/index.ts'
import type { Account, Problem } from '#lib/model/account.ts'
import type { Resource } from '#lib/model/resource.ts'
import type { Tier } from '#lib/model/series.ts'
import { listResources } from '#lib/store/resources.ts'
import { writeSamples } from '#lib/store/samples.ts'
import { accountOf, type JobContext, type JobResult } from './job.ts'
import { overlapOf, planTiers } from './pull-plan.ts'

/** Regions of an account that are pulled side by side: one that AWS throttles does not hold up the others. */
const regionsAtOnce = 8

/** Pulls the given tiers of one account, planned from what the store has; safe to repeat and to interrupt. */
export async function pullTiers(
  job: string,
  context: JobContext,
  tiers: readonly Tier[],
): Promise<JobResult> {
  const account = accountOf(context)
  const resources = (await listResources()).filter(
    ({ accountId, region }) => accountId === account.id && account.regions.includes(region),
  )
  const phases = await planTiers(context, {
    account,
    resources,
    tiers,
    overlap: await overlapOf(job, context),
  })
  return pullPhases(context, { account, resources, phases })
}

export type PhasesToPull = {
  readonly account: Account
  readonly resources: readonly Resource[]
  readonly phases: readonly PullPhase[]
}

/** Carries a plan out, region by region side by side; each region in the order of the phases. */
export async function pullPhases(
  context: JobContext,
  { account, resources, phases }: PhasesToPull,
): Promise<JobResult> {
  const regionOf = new Map(resources.map((resource) => [resource.id, resource.region]))
  const total = phases.reduce((sum, { items }) => sum + items.length, 0)
  const counts: Record<string, number> = { samples: 0, revised: 0, billedMetrics: 0 }
  const problems: Problem[] = []
  let done = 0
  const pullPhase = async (region: string, { tier, items }: PullPhase) => {
    const here = items.filter(({ series }) => regionOf.get(series.resourceId) === region)
    if (here.length === 0 || context.signal.aborted) return
    // A long range comes in several blocks; each series counts once.
    const arrived = new Set<number>()
    const seen = (ids: readonly number[]) => {
      const before = arrived.size
      for (const id of ids) arrived.add(id)
      done += arrived.size - before
      context.progress(done, total, `${account.name} ${region}: ${tier} samples`)
    }
    const request = { account, region, tier, items: here }
    const result = await context.collector.samples(request, async (blocks) => {
      addCounts(counts, await writeSamples(tier, blocks))
      seen(blocks.map(({ block }) => block.seriesId))
    })
    seen(here.map(({ series }) => series.id))
    const { samples: _read, ...noticed } = result.counts
    addCounts(counts, noticed)
    problems.push(...result.problems)
  }
  await forEachLimited([...new Set(regionOf.values())], {
    limit: regionsAtOnce,
    work: async (region) => {
      for (const phase of phases) await pullPhase(region, phase)
    },
  })
  counts.billedUsd = billedUsd(counts.billedMetrics ?? 0)
  return { counts, problems }
}

function addCounts(into: Record<string, number>, counts: Readonly<Record<string, number>>): void {
  for (const [name, count] of Object.entries(counts)) into[name] = (into[name] ?? 0) + count
}
