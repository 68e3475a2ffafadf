import { type EpochMs, floorTo } from '#lib/model/time.ts'
import type { TracedResource } from './traced-resource.ts'

/** Per resource the seconds by which its recording is moved; kept by the caller, so that later starts use the same. */
export type ReplayShifts = Readonly<Record<string, number>>

export type ShiftRequest = {
  readonly resources: readonly TracedResource[]
  readonly periodSeconds: number
  readonly known: ReplayShifts
  readonly nowMs: EpochMs
}

/**
 * The constants of all resources: known ones stay; a new one is the multiple of the period that makes the newest
 * sample the newest full period at `nowMs`.
 */
export function shiftsOf(request: ShiftRequest): ReplayShifts {
  const { resources, periodSeconds, known, nowMs } = request
  const newestFullS = floorTo(nowMs / 1000, periodSeconds) - periodSeconds
  return Object.fromEntries(
    resources.map(({ id, newestS }) => {
      return [id, known[id] ?? (Number.isFinite(newestS) ? newestFullS - newestS : 0)]
    }),
  )
}
