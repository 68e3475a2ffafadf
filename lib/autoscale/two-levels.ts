import type { ScalingPolicy } from '../model/scaling.ts'
import type { StudiedLevels } from '../model/scaling-study.ts'
import { replay } from './replay.ts'

/** What an instance has for tasks, and what one task reserves. */
export type Reserved = { readonly vcpu: number; readonly memoryGib: number }

/** Tasks of one service, a value a period of any length; `NaN` = not known. */
export type PlacedTasks = Reserved & { readonly tasks: ArrayLike<number> }

/** Reservations add up in floating point: so much is not a lack of room. */
const slack = 1e-9

/**
 * Instances that hold these tasks: first fit, the largest share of an instance first. `undefined` = a task fits on none.
 */
export function instancesFor(
  placed: readonly (Reserved & { readonly count: number })[],
  room: Reserved,
): number | undefined {
  const share = (one: Reserved) => Math.max(one.vcpu / room.vcpu, one.memoryGib / room.memoryGib)
  const free: { vcpu: number; memoryGib: number }[] = []
  for (const one of [...placed].sort((a, b) => share(b) - share(a))) {
    if (one.count > 0 && share(one) > 1 + slack) return undefined
    for (let left = one.count; left > 0; left--) {
      let at = free.find((node) => node.vcpu + slack >= one.vcpu && node.memoryGib + slack >= one.memoryGib)
      if (!at) {
        at = { ...room }
        free.push(at)
      }
      at.vcpu -= one.vcpu
      at.memoryGib -= one.memoryGib
    }
  }
  return free.length
}

/**
 * Instances that the tasks of all services need, period by period: the M of managed scaling, whose metric is M over the
 * instances that there are. `NaN` where the tasks of one are not known, or one fits on no instance.
 */
export function instancesNeeded(services: readonly PlacedTasks[], room: Reserved): Float32Array {
  const length = services[0]?.tasks.length ?? 0
  const known = new Map<string, number>()
  return Float32Array.from({ length }, (_, t) => {
    const counts = services.map(({ tasks }) => Math.round(tasks[t] ?? Number.NaN))
    if (counts.some(Number.isNaN)) return Number.NaN
    const key = counts.join(' ')
    const found =
      known.get(key) ??
      instancesFor(
        services.map((one, i) => ({ ...one, count: counts[i] as number })),
        room,
      ) ??
      Number.NaN
    known.set(key, found)
    return found
  })
}

/** A service as its own policy moves it: what it needs by the minute, and with which policies. */
export type ScaledService = Reserved & {
  readonly name: string
  /** Tasks by the minute under each of its policies. */
  readonly inForce: ArrayLike<number>
  /** Where its own study recommends another policy. */
  readonly recommended?: ArrayLike<number>
}

type LevelsInput = {
  readonly services: readonly ScaledService[]
  readonly room: Reserved
  readonly provider: { readonly inForce: ScalingPolicy; readonly recommended?: ScalingPolicy | undefined }
  readonly weekMinute: number
  readonly memberHourlyUsd: number
}

const minutesOfMonth = 730 * 60

/**
 * Both levels replayed together: each service's policy moves its tasks, those are packed on instances, and the capacity
 * provider follows what they need with its own target and warm-up. A task waits while more instances are needed than are
 * in service. One row for each combination of what is in force and what is recommended.
 */
export function studyLevels({
  services,
  room,
  provider,
  weekMinute,
  memberHourlyUsd,
}: LevelsInput): readonly StudiedLevels[] {
  const better = services.some(({ recommended }) => recommended !== undefined)
  const tasks = better ? (['in-force', 'recommended'] as const) : (['in-force'] as const)
  const policies = [
    ['in-force', provider.inForce] as const,
    ...(provider.recommended ? [['recommended', provider.recommended] as const] : []),
  ]
  return tasks.flatMap((which) => {
    const placed = services.map((one) => ({
      ...one,
      tasks: (which === 'recommended' ? one.recommended : undefined) ?? one.inForce,
    }))
    const load = instancesNeeded(placed, room)
    const months = load.length / minutesOfMonth
    return policies.map(([name, policy]): StudiedLevels => {
      const done = replay({ policy, loads: [load], limit: 1, weekMinute })
      return {
        services: which,
        provider: name,
        monthlyUsd: ((done.memberMinutes / 60) * memberHourlyUsd) / months,
        waitingMinutesMonthly: done.minutesAbove / months,
        mostMembers: done.mostMembers,
      }
    })
  })
}
