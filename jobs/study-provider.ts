import {
  instancesNeeded,
  membersUnder,
  type Reserved,
  type ScaledService,
  studyLevels,
  studyScaling,
  weekMinuteOf,
} from '#lib/autoscale/index.ts'
import type { ScalingPolicy } from '#lib/model/scaling.ts'
import type { ScalingStudy } from '#lib/model/scaling-study.ts'
import { reservedBy, roomOf } from './member-price.ts'
import { scaledSamples } from './scaled-samples.ts'
import { loadStudyInput, type StudiedInput, studyResource } from './study-resource.ts'

/** A service on a provider's instances, with what its own replay gave. */
export type PlacedService = { readonly input: StudiedInput; readonly study: ScalingStudy }

const minutesOfSample = 5

/**
 * Studies a capacity provider by the instances that the tasks of its services need when they are packed, and both levels
 * together where every service is proven. Without services, sizes of tasks or registered instances it is studied by what
 * is reserved.
 */
export async function studyProvider(
  input: StudiedInput,
  services: readonly PlacedService[],
): Promise<ScalingStudy> {
  const room = roomOf(input.resource)
  const tasks = services.flatMap(({ input: { resource } }) => reservedBy(resource) ?? [])
  if (!room || services.length === 0 || tasks.length < services.length) return studyResource(input)
  const samples = scaledSamples(input.series, input.nowMs)
  const asked = await loadStudyInput({ ...input, samples, scales: 'members' })
  const running = await Promise.all(services.map(runningTasks))
  const needed = instancesNeeded(
    tasks.map((task, i) => ({ ...task, tasks: running[i] ?? [] })),
    room,
  )
  const coarseShare = needed.map((count, i) => count / (asked.coarseMembers[i] ?? Number.NaN))
  const study = studyScaling({ ...asked, coarseShare })
  const { inForce } = study
  if (study.kind !== 'answer' || !inForce || asked.memberHourlyUsd === undefined) return study
  const placed = await Promise.all(services.map((one, i) => scaledService(one, tasks[i])))
  if (placed.some((one) => one === undefined)) return study
  const recommended = study.recommended === undefined ? undefined : study.front[study.recommended]?.policy
  const levels = studyLevels({
    services: placed.flatMap((one) => one ?? []),
    room,
    provider: { inForce, recommended },
    weekMinute: weekMinuteOf(asked.startMs),
    memberHourlyUsd: asked.memberHourlyUsd,
  })
  return { ...study, levels }
}

async function runningTasks({ input: { series, nowMs } }: PlacedService): Promise<Float32Array> {
  const counted = await scaledSamples(series, nowMs).of('running-tasks', '5m', 'SampleCount')
  return counted.map((count) => count / minutesOfSample)
}

/** Its tasks by the minute under its policies; those that ran where nothing scales it. Undefined where it is not proven. */
async function scaledService(
  { input, study }: PlacedService,
  task: Reserved | undefined,
): Promise<ScaledService | undefined> {
  if (!task) return undefined
  const { name } = input.resource
  if (study.kind === 'abstention' && study.code === 'no-policy') {
    const ran = await runningTasks({ input, study })
    return { name, ...task, inForce: spread(ran) }
  }
  if (study.kind !== 'answer' || !study.inForce) return undefined
  const samples = scaledSamples(input.series, input.nowMs)
  const asked = await loadStudyInput({ ...input, samples, scales: 'members' })
  const under = (policy: ScalingPolicy) => membersUnder(asked, policy)
  const best = study.recommended === undefined ? undefined : study.front[study.recommended]
  return {
    name,
    ...task,
    inForce: under(study.inForce),
    ...(best ? { recommended: under(best.policy) } : {}),
  }
}

/** Five-minute values by the minute. */
function spread(values: Float32Array): Float32Array {
  return Float32Array.from(
    { length: values.length * minutesOfSample },
    (_, t) => values[Math.floor(t / minutesOfSample)] ?? Number.NaN,
  )
}
