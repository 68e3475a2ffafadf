import type { Recommendation } from '#lib/model/recommendation.ts'
import { watchChance } from './binding.ts'
import { zoneLossRisk } from './risk.ts'
import type { Verdict } from './verdict.ts'

export type Watched = Pick<Recommendation, 'watchChance' | 'watchReason' | 'watchDimension'>

/** The chance that put a resource on watch: of a breach or of its safe limit, the larger; else with a zone lost. */
export function watchedOf({ situation, binding, choice, finding }: Verdict): Watched {
  if (finding !== 'watch') return {}
  const { current } = choice
  const limit = binding.chance ?? 0
  const breach = current !== undefined && current.risk.chance > current.accepted ? current.risk.chance : 0
  if (breach > 0 && (breach >= limit || limit < watchChance))
    return { watchChance: breach, watchReason: 'breach', watchDimension: current?.risk.worst }
  if (limit >= watchChance)
    return { watchChance: limit, watchReason: 'safe-limit', watchDimension: binding.dimension }
  const zone = current === undefined ? undefined : zoneLossRisk(situation, current.candidate)
  if (zone === undefined || zone.chance <= situation.acceptedRisk) return {}
  return { watchChance: zone.chance, watchReason: 'zone-loss', watchDimension: zone.dimension }
}
