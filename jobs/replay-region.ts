import { errorText } from '#lib/errors.ts'
import type { Problem } from '#lib/model/account.ts'
import type { Policy } from '#lib/model/policy.ts'
import type { Resource } from '#lib/model/resource.ts'
import type { ScalingInForce } from '#lib/model/scaling-study.ts'
import type { Price } from '#lib/model/shape.ts'
import { listSeries } from '#lib/store/resources.ts'
import { saveScalingStudy } from '#lib/store/scaling.ts'
import type { JobContext } from './job.ts'
import { type PlacedService, studyProvider } from './study-provider.ts'
import { studyResource } from './study-resource.ts'

type Region = {
  readonly context: JobContext
  readonly resources: readonly Resource[]
  readonly total: number
  readonly policy: Policy
  readonly prices: readonly Price[]
  readonly read: { readonly inForce: readonly ScalingInForce[]; readonly problems: readonly Problem[] }
  /** Of the run; what this region adds is written into it. */
  readonly result: { readonly counts: Record<string, number>; readonly problems: Problem[] }
}

/** Studies every group of a region whose policies were read; one that fails is counted and named. */
export async function replayRegion(region: Region): Promise<void> {
  const { context, resources, total, policy, prices, read, result } = region
  const { runId, nowMs, progress, signal } = context
  const { counts, problems } = result
  problems.push(...read.problems)
  const found = new Map(read.inForce.map((one) => [one.resourceId, one]))
  const placed = new Map<string, PlacedService[]>()
  for (const resource of providersLast(resources)) {
    const inForce = found.get(resource.id)
    if (signal.aborted || !inForce) continue
    counts.groups = (counts.groups ?? 0) + 1
    progress(counts.groups, total, resource.name)
    try {
      const series = await listSeries([resource.id])
      const provider = providerOf(resource, resources)
      const input = { resource, series, inForce, policy, prices, nowMs, provider }
      const study = isProvider(resource)
        ? await studyProvider(input, placed.get(resource.id) ?? [])
        : await studyResource(input)
      if (provider) placed.set(provider.id, [...(placed.get(provider.id) ?? []), { input, study }])
      await saveScalingStudy(runId, study)
      const outcome = study.kind === 'answer' ? 'proven' : study.code
      counts[outcome] = (counts[outcome] ?? 0) + 1
    } catch (error) {
      counts.failed = (counts.failed ?? 0) + 1
      problems.push({ scope: resource.name, code: 'replay-failed', text: errorText(error) })
    }
  }
}

const isProvider = ({ resourceClass }: Resource) => resourceClass === 'ecs-capacity-provider'

/** A provider is studied with what its services gave. */
function providersLast(resources: readonly Resource[]): readonly Resource[] {
  return [...resources.filter((one) => !isProvider(one)), ...resources.filter(isProvider)]
}

/** The capacity provider on whose instances the tasks of a service run. */
function providerOf({ resourceClass, facts }: Resource, resources: readonly Resource[]) {
  if (resourceClass !== 'ecs-service' || facts.launchType !== 'EC2') return undefined
  return resources.find((one) => isProvider(one) && one.nativeId === facts.capacityProvider)
}
