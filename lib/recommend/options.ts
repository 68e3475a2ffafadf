import type { Effort, ExcuseReason, Option } from '#lib/model/recommendation.ts'
import type { Choice } from './choose.ts'
import type { Judged } from './judged.ts'
import { isFixedGroup, type Situation } from './situation.ts'

const neighboursShown = 8
const cheaperShown = 4

function effortOf(situation: Situation, judged: Judged): Effort {
  const { definition, input, shape } = situation
  if (judged.candidate.current || shape === undefined) return 'none'
  return definition.effort(input.resource, shape, judged.candidate.shape)
}

/** More storage or a larger volume limit takes nothing down; a change of shape does what its class says. */
function downtimeOf(situation: Situation, judged: Judged): string {
  const { definition, input, shape } = situation
  if (judged.candidate.current || shape === undefined) return 'none'
  return definition.downtime(input.resource, shape, judged.candidate.shape)
}

/** Storage that grew stays; GPU nodes that were given back may not be obtainable again. */
function isReversible(situation: Situation, judged: Judged): boolean {
  const { candidate } = judged
  if (candidate.current) return true
  if (situation.input.resource.resourceClass === 'gpu-pool')
    return candidate.count >= situation.input.resource.count
  return candidate.settings.storageGib === undefined
}

function noteOf(situation: Situation, judged: Judged): string {
  const { candidate, smaller } = judged
  const { resource } = situation.input
  const notes: string[] = []
  if (
    candidate.settings.maximum !== undefined &&
    candidate.shape.name === resource.shape &&
    !isFixedGroup(resource)
  )
    notes.push('Costs nothing until the group grows.')
  if (candidate.settings.storageGibMax !== undefined) notes.push('Storage is paid as it grows.')
  if (candidate.settings.storageGib !== undefined) notes.push('Storage cannot shrink again.')
  if (resource.resourceClass === 'gpu-pool' && candidate.count < resource.count)
    notes.push('May not be obtainable again.')
  if (candidate.crossed) notes.push('CPU converted by measured score, 15% more spread.')
  if (smaller.includes('memory') && situation.definition.dimensions.some((one) => one.elastic === true))
    notes.push('Less page cache.')
  if (situation.prices.storageGibMonthUsd === null) notes.push('Storage price not known, not counted.')
  if (candidate.priceDerived) notes.push('Price derived from the nearest size.')
  return notes.join(' ')
}

export function optionOf(situation: Situation, judged: Judged, currentUsd: number): Option {
  const { candidate, risk } = judged
  return {
    id: candidate.id,
    label: candidate.label,
    shape: candidate.shape.name,
    count: candidate.count,
    settings: candidate.settings,
    arch: candidate.shape.arch,
    vcpu: candidate.shape.capacity.cpu ?? 0,
    memoryGib: candidate.shape.capacity.memory ?? 0,
    monthlyUsd: candidate.monthlyUsd,
    deltaMonthlyUsd: candidate.monthlyUsd - currentUsd,
    chance: risk.chance,
    expectedMinutes: risk.minutes,
    dimensions: risk.dimensions,
    effort: effortOf(situation, judged),
    downtime: downtimeOf(situation, judged),
    reversible: isReversible(situation, judged),
    priceDerived: candidate.priceDerived,
    ...(judged.excuse === undefined ? {} : { excuse: judged.excuse }),
    note: noteOf(situation, judged),
  }
}

const dullReasons: readonly ExcuseReason[] = ['previous-generation', 'not-offered']

/** Same family as the present or the recommended size first, then the others; dull ones last. */
function interest(choice: Choice, judged: Judged): number {
  const families = [choice.current, choice.recommended].map((one) => one?.candidate.shape.family)
  const dull = judged.excuse !== undefined && dullReasons.includes(judged.excuse.reason)
  return (families.includes(judged.candidate.shape.family) ? 0 : 1) + (dull ? 2 : 0)
}

/** The most interesting of them, those nearest in price first. */
function nearest(
  choice: Choice,
  candidates: readonly Judged[],
  pivotUsd: number,
  count: number,
): readonly Judged[] {
  const distance = (one: Judged) => Math.abs(one.candidate.monthlyUsd - pivotUsd)
  return [...candidates]
    .sort((a, b) => interest(choice, a) - interest(choice, b) || distance(a) - distance(b))
    .slice(0, count)
}

/** The neighbours worth showing: cheaper ones with why they were refused, and dearer ones. */
export function neighboursOf(choice: Choice): readonly Judged[] {
  const pivot = (choice.recommended ?? choice.current)?.candidate.monthlyUsd
  if (pivot === undefined) return []
  const cheaper = choice.others.filter((one) => one.candidate.monthlyUsd < pivot)
  const dearer = choice.others.filter((one) => one.candidate.monthlyUsd >= pivot)
  const below = nearest(choice, cheaper, pivot, Math.max(cheaperShown, neighboursShown - dearer.length))
  return [...below, ...nearest(choice, dearer, pivot, neighboursShown - below.length)]
}

/** Refused ones that are not shown, by reason. */
export function countRefused(
  hidden: readonly Judged[],
  notOffered: number,
): Readonly<Partial<Record<ExcuseReason, number>>> {
  const counts: Partial<Record<ExcuseReason, number>> = {}
  for (const { excuse } of hidden)
    if (excuse !== undefined) counts[excuse.reason] = (counts[excuse.reason] ?? 0) + 1
  if (notOffered > 0) counts['not-offered'] = notOffered
  return counts
}
