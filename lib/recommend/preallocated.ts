import type { Resource } from '#lib/model/resource.ts'
import { median } from '#lib/stats/robust.ts'
import type { RecommendInput } from './input.ts'
import type { Situation } from './situation.ts'
import { numberText } from './wording.ts'

const days = 30
/** Held GPUs whose memory is this full, day after day, hold it ahead of use. */
const fullShare = 0.85
/** Largest spread of that share over the days: what is used moves, what is held does not. */
const spreadMax = 0.03

/** Mean GB of one held GPU on each of the last 30 days, newest last. */
function heldGb({ outcomes }: RecommendInput): Float32Array {
  const meanOf = (dimension: 'gpu' | 'gpu-memory') =>
    (outcomes.find((one) => one.dimension === dimension)?.history?.mean ?? new Float32Array()).slice(-days)
  const [held, memory] = [meanOf('gpu'), meanOf('gpu-memory')]
  return memory.map((gb, i) => gb / (held[held.length - memory.length + i] ?? Number.NaN))
}

/** Whether the memory in use of a GPU pool is held ahead of use, so that it tells nothing of the need. */
export function isPreallocated(input: RecommendInput, gbPerGpu: number): boolean {
  if (input.resource.resourceClass !== 'gpu-pool') return false
  const shares = heldGb(input).filter((gb) => Number.isFinite(gb))
  if (shares.length < days / 2 || !(gbPerGpu > 0)) return false
  const spread = (Math.max(...shares) - Math.min(...shares)) / gbPerGpu
  const level = median(shares) / gbPerGpu
  return level >= fullShare && level <= 1 && spread <= spreadMax
}

function busyText({ signals }: RecommendInput): string {
  const busy = signals['gpu-utilization']
  return busy === undefined ? '' : ` The GPUs are ${Math.round(busy.p50)}% busy (median of the last 14 days).`
}

function heldText(resource: Resource, situation: Situation): string {
  const gpu = situation.known.find(({ dimension }) => dimension === 'gpu')
  if (gpu === undefined || resource.resourceClass !== 'gpu-pool') return ''
  const held = Math.round(gpu.forecast.facts.p95)
  return `${numberText(held)} of ${numberText(gpu.capacity)} GPUs ${held === 1 ? 'is' : 'are'} held`
}

/** That memory is held ahead of use and the need is not known, with how busy the GPUs are; for pools of GPUs. */
export function preallocatedText(situation: Situation): string | undefined {
  const { input, elastic } = situation
  const memory = elastic.find(({ dimension }) => dimension === 'gpu-memory')
  if (input.resource.resourceClass !== 'gpu-pool') return undefined
  const held = heldText(input.resource, situation)
  if (memory === undefined) return held === '' ? undefined : `${held}.${busyText(input)}`
  const gb = median(heldGb(input))
  return `${held}, each with ${numberText(gb)} GB of memory that has not moved for ${days} days: memory is preallocated and the need is not known.${busyText(input)}`
}

/** The same where the memory is held ahead of use; undefined where it tells the need. */
export function needUnknownText(situation: Situation): string | undefined {
  const isHeld = situation.elastic.some(({ dimension }) => dimension === 'gpu-memory')
  return isHeld ? preallocatedText(situation) : undefined
}
