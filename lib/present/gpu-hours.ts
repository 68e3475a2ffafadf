import type { GpuHours, GpuUse } from '#lib/model/gpu-use.ts'

/** A GPU with more memory in use is held, MiB: a process has it, working or not. */
export const heldMib = 512
/** Under so much of the time busy, percent, a held GPU is idle. */
export const idlePercent = 5

/** Hours of GPUs of one pool or node over the window; an hour without samples counts nowhere. */
export type GpuTotals = {
  readonly gpus: number
  readonly measuredHours: number
  readonly heldHours: number
  /** Held hours of which the work is measured. */
  readonly judgedHours: number
  /** Held and under 5 % busy. */
  readonly idleHours: number
  /** GPUs x hours of work done. */
  readonly busyHours: number
}

/** `held`: memory is in use, and whether it works is not measured. */
export type HourState = 'free' | 'idle' | 'busy' | 'held' | 'missing'

/** What a GPU was in an hour. Without memory samples nothing is known of holding. */
export function stateAt({ busy, heldMib: held }: GpuHours, hour: number): HourState {
  const [work, memory] = [busy[hour] ?? Number.NaN, held[hour] ?? Number.NaN]
  if (Number.isNaN(memory)) return 'missing'
  if (memory <= heldMib) return 'free'
  if (Number.isNaN(work)) return 'held'
  return work < idlePercent ? 'idle' : 'busy'
}

/** Sums over GPUs and hours. */
export function totalsOf(gpus: readonly GpuHours[], hours: number): GpuTotals {
  let [measuredHours, heldHours, judgedHours, idleHours, busyHours] = [0, 0, 0, 0, 0]
  for (const gpu of gpus) {
    for (let hour = 0; hour < hours; hour++) {
      const state = stateAt(gpu, hour)
      if (state === 'missing') continue
      measuredHours++
      if (state === 'free') continue
      heldHours++
      if (state === 'held') continue
      judgedHours++
      if (state === 'idle') idleHours++
      busyHours += (gpu.busy[hour] ?? 0) / 100
    }
  }
  return { gpus: gpus.length, measuredHours, heldHours, judgedHours, idleHours, busyHours }
}

/** The instance of a member: `i-0abc` of `i-0abc/gpu3`. */
export const nodeOf = ({ member }: GpuHours): string => member.split('/')[0] ?? member

/** Free GPUs in the newest hour that every GPU has a sample of; undefined where there is none in the last day. */
export type FreeNow = { readonly hour: number; readonly free: number; readonly largestOnNode: number }

export function freeNow({ gpus, hours }: Pick<GpuUse, 'gpus' | 'hours'>): FreeNow | undefined {
  if (gpus.length === 0) return undefined
  for (let hour = hours - 1; hour >= Math.max(0, hours - 24); hour--) {
    const states = gpus.map((gpu) => stateAt(gpu, hour))
    if (states.includes('missing')) continue
    const byNode = new Map<string, number>()
    gpus.forEach((gpu, i) => {
      if (states[i] === 'free') byNode.set(nodeOf(gpu), (byNode.get(nodeOf(gpu)) ?? 0) + 1)
    })
    const free = [...byNode.values()]
    return { hour, free: free.reduce((sum, one) => sum + one, 0), largestOnNode: Math.max(0, ...free) }
  }
  return undefined
}
