import type { EvidenceItem } from '#lib/model/recommendation.ts'
import type { Binding } from './binding.ts'
import type { Choice } from './choose.ts'
import { fleetGrowthText, shortOfMembersText } from './past-fleet.ts'
import { growthText } from './past-growth.ts'
import { lastYearText } from './past-peak.ts'
import { resizeText } from './past-resize.ts'
import { leakText, monthTurnText } from './past-rhythm.ts'
import type { KnownDimension, Situation } from './situation.ts'

const sentencesShown = 3

/** The first dimension of which the rule has something to say, the binding one asked first. */
function firstText(
  known: readonly KnownDimension[],
  rule: (known: KnownDimension) => string | undefined,
): string | undefined {
  for (const one of known) {
    const text = rule(one)
    if (text !== undefined) return text
  }
  return undefined
}

/** What the history tells that a reader should know before deciding: events, rhythms, growth that changed, resizes. */
export function pastItem(situation: Situation, binding: Binding, choice: Choice): EvidenceItem | undefined {
  const known = [...situation.known].sort(
    (a, b) => Number(b.dimension === binding.dimension) - Number(a.dimension === binding.dimension),
  )
  const sentences = [
    lastYearText(situation, choice),
    fleetGrowthText(situation),
    shortOfMembersText(situation),
    firstText(known, (one) => growthText(situation, one)),
    firstText(known, (one) => monthTurnText(situation, one)),
    leakText(situation),
    resizeText(situation),
  ].filter((text) => text !== undefined)
  if (sentences.length === 0) return undefined
  return { title: 'What happened', text: sentences.slice(0, sentencesShown).join(' ') }
}
