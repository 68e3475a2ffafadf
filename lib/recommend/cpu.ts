import type { Shape } from '#lib/model/shape.ts'

/** More spread of CPU demand when it crosses processors: a benchmark is not the workload. */
export const crossingSpread = 1.15

/**
 * The processor behind a shape: generation and maker, so that `c7i`, `m7i-flex`, `db.r7i` and `cache.r7i` are one (`7i`) and
 * `m6i`, `m6a` and `m6g` three. Names outside of the scheme are their own processor.
 */
export function processorOf(family: string): string {
  const match = /^(?:[a-z]+\.)?[a-z-]+(\d+)([a-z]*)/.exec(family)
  if (match === null) return family
  const maker = /^[aig]/.exec(match[2] ?? '')?.[0] ?? ''
  return `${match[1]}${maker}`
}

/** Measured score per vCPU by processor, for shapes whose own was not measured (classes of other services: the EC2 twin's). */
export function scoresByFamily(shapes: readonly Shape[]): ReadonlyMap<string, number> {
  const scores = new Map<string, number>()
  for (const { family, cpuScorePerVcpu } of shapes) {
    if (cpuScorePerVcpu !== undefined && !scores.has(family)) scores.set(family, cpuScorePerVcpu)
  }
  return scores
}

function scoreOf(shape: Shape, scores: ReadonlyMap<string, number>): number | undefined {
  return shape.cpuScorePerVcpu ?? scores.get(shape.family.replace(/^(db|cache|kafka|ml)\.|\.search$/, ''))
}

export type CpuConversion = { readonly factor: number; readonly crossed: boolean }

/**
 * How many vCPU of `from` one vCPU of `to` is worth, by measured score per vCPU; undefined when one was not measured.
 * Shapes of one processor are equal and need no score.
 */
export function cpuConversion(
  from: Shape,
  to: Shape,
  scores: ReadonlyMap<string, number>,
): CpuConversion | undefined {
  if (from.arch === to.arch && processorOf(from.family) === processorOf(to.family))
    return { factor: 1, crossed: false }
  const fromScore = scoreOf(from, scores)
  const toScore = scoreOf(to, scores)
  if (fromScore === undefined || toScore === undefined) return undefined
  return { factor: toScore / fromScore, crossed: true }
}

/** The level to ask an unconverted curve for: the distance to its median shrinks by the added spread. */
export function levelAfterCrossing(level: number, median: number): number {
  return level > median ? median + (level - median) / crossingSpread : level
}
