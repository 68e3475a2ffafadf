import type { EvidenceItem } from '#lib/model/recommendation.ts'
import { noPriceText } from './abstain.ts'
import { actionOf, isSameSize } from './action.ts'
import type { Choice } from './choose.ts'
import type { Judged } from './judged.ts'
import { noSizeItem } from './no-size.ts'
import { notBeforeText } from './not-before.ts'
import { zoneLossRisk } from './risk.ts'
import type { Situation } from './situation.ts'
import type { Verdict } from './verdict.ts'
import { amountText, chanceText, dayText, deltaText, numberText, usdText } from './wording.ts'

/** `saves $53/mo`, `for +$23/mo`; what is paid only when it grows costs nothing now. */
function priceText(recommended: Judged, current: Judged): { readonly saves: boolean; readonly text: string } {
  const usd = recommended.candidate.monthlyUsd - current.candidate.monthlyUsd
  if (Math.round(usd) < 0) return { saves: true, text: `saves ${usdText(usd)}` }
  if (Math.round(usd) > 0) return { saves: false, text: `for ${deltaText(usd)}` }
  const kept = recommended.candidate.shape.name === current.candidate.shape.name
  return { saves: false, text: kept ? 'at no cost now' : 'at the same price' }
}

/** What a change for the loss of a zone is for. */
function zoneText(situation: Situation, recommended: Judged, current: Judged): string {
  const [before, after] = [current, recommended].map(({ candidate }) => zoneLossRisk(situation, candidate))
  if ((before?.chance ?? 0) <= situation.acceptedRisk || (after?.chance ?? 1) > situation.acceptedRisk)
    return ''
  return ` and holds with one of ${situation.input.resource.zoneCount} zones lost`
}

/** What the change does to the chance of a breach; where the demand was cut off, that it is not known. */
function effectText({ pressure }: Situation, recommended: Judged, current: Judged): string {
  const [before, after] = [current, recommended].map(({ risk }) => chanceText(risk.chance))
  if (pressure.creditsLeft !== undefined) return 'lifts the cap on CPU'
  if (before === after) return `keeps the chance of a breach at ${before}`
  const verb = recommended.risk.chance < current.risk.chance ? 'cuts' : 'moves'
  return `${verb} the chance of a breach from ${before} to ${after}`
}

function cutOffText({ pressure, horizonMs, input }: Situation, recommended: Judged): string {
  if (pressure.creditsLeft === undefined) return ''
  const after = chanceText(recommended.risk.chance)
  return ` What was measured has a ${after} chance of a breach there by ${dayText(horizonMs, input.nowMs)}, and its need is above what was measured: watch CPU after the change.`
}

function sizeText(situation: Situation, { candidate }: Judged): string {
  const name = actionOf(situation, candidate) ?? candidate.label
  if (!isSameSize(situation, candidate)) return name
  const { cpu, memory } = candidate.shape.capacity
  return `${name} (${numberText(cpu ?? 0)} vCPU and ${amountText(memory ?? 0, 'memory')} as now)`
}

/** `Decide by 20 Nov: 14 Jan less 56 days for delivery.` for what runs out or is on watch. */
function decideText({ situation, decideBy, finding }: Verdict): string {
  if (decideBy === undefined || (finding !== 'runs-out' && finding !== 'watch')) return ''
  const { nowMs } = situation.input
  const when = decideBy.ms <= nowMs ? 'now' : `by ${dayText(decideBy.ms, nowMs)}`
  return ` Decide ${when}: ${decideBy.text}.`
}

/** The change in one sentence, or that no size holds, and until when to decide. */
export function changeItem(verdict: Verdict): EvidenceItem | undefined {
  const { situation, choice, binding } = verdict
  const { current, recommended, needed } = choice
  if (current === undefined) return { title: 'No price', text: noPriceText(situation.input) }
  if (recommended === undefined) {
    if (!needed) return undefined
    const item = noSizeItem(situation, binding, choice)
    return { ...item, text: `${item.text}${decideText(verdict)}` }
  }
  const price = priceText(recommended, current)
  const effect = effectText(situation, recommended, current)
  const change = `${sizeText(situation, recommended)} ${price.text}${price.saves ? ' and' : ''} ${effect}${zoneText(situation, recommended, current)}.`
  const wait = notBeforeText(situation, binding, choice)
  const text = `${change}${cutOffText(situation, recommended)}${wait === undefined ? '' : ` ${wait}.`}${decideText(verdict)}`
  return { title: 'The change', text }
}

/** The cheaper size that one would ask for first: of the same family and nearest in price. */
function nearestCheaper(choice: Choice, cheaper: readonly Judged[]): Judged | undefined {
  const families = [choice.recommended, choice.current].map((one) => one?.candidate.shape.family)
  const telling = cheaper.filter((one) => one.refused?.reason !== 'previous-generation')
  return telling.findLast((one) => families.includes(one.candidate.shape.family)) ?? telling.at(-1)
}

/** That cheaper size with why it was refused, and how many more were. */
export function refusedItem({ choice }: Verdict): EvidenceItem | undefined {
  const pivot = choice.recommended ?? choice.current
  if (pivot === undefined) return undefined
  const cheaper = choice.others.filter((one) => one.candidate.monthlyUsd < pivot.candidate.monthlyUsd - 0.5)
  const best = nearestCheaper(choice, cheaper)
  if (best?.refused === undefined) return undefined
  const saving = usdText(pivot.candidate.monthlyUsd - best.candidate.monthlyUsd)
  const than = choice.recommended === undefined ? 'present' : 'recommended'
  const rest = cheaper.length - 1
  const more = rest === 0 ? '' : ` ${rest} more cheaper ${rest === 1 ? 'size was' : 'sizes were'} refused.`
  const text = `${best.candidate.label} is ${saving} cheaper than the ${than} size. ${best.refused.text()}${more}`
  return { title: 'Why not cheaper', text }
}
