import type { ScalingPolicy } from '../model/scaling.ts'
import { quantile } from '../stats/quantile.ts'

export type VariantInput = {
  readonly load: Float32Array
  /** Fewest members that a search may keep: one a zone where the loss of one must be survived. */
  readonly leastMembers: number
  /** Highest load to come, in members at 100 %. */
  readonly highestAhead: number
}

/** The highest value; gaps count for nothing. */
export function highestOf(load: Float32Array): number {
  let highest = 0
  for (const value of load) if (value > highest) highest = value
  return highest
}

/** The same policy with other minimums and maximums: less where nights are quiet, more where the maximum is reached. */
export function variantsOf(policy: ScalingPolicy, input: VariantInput): readonly ScalingPolicy[] {
  const { load, leastMembers, highestAhead } = input
  const [rule] = policy.rules
  const target = rule?.kind === 'target-tracking' ? rule.target : 1
  const most = Math.max(highestOf(load), highestAhead)
  const quiet = quantile(Float64Array.from(load), 0.05)
  const needed = Math.ceil(most / target)
  const bound = (members: number) => Math.min(policy.max, Math.max(leastMembers, members))
  const mins = new Set([policy.min, bound(leastMembers), bound(Math.ceil((quiet || 0) / target))])
  const maxes = new Set([Math.max(policy.max, needed), policy.max])
  return [...mins].flatMap((min) => [...maxes].map((max) => ({ ...policy, min, max: Math.max(min, max) })))
}
