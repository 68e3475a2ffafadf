import type { Effort, Excuse, ExcuseReason, Option } from '#lib/model/recommendation.ts'
import type { Resource } from '#lib/model/resource.ts'
import { isFixedGroup } from '#lib/resources/judged-dimensions.ts'
import { actionOf, isSameSize } from './action.ts'
import type { Candidate } from './candidate.ts'
import type { Choice } from './choose.ts'
import type { Judged, Refused } from './judged.ts'
import { dimensionRisks } from './risk.ts'
import type { Situation } from './situation.ts'

const neighboursShown = 8
const dearerShown = 3

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

const hasGpus = ({ resourceClass, facts }: Resource) => resourceClass === 'gpu-pool' || facts.gpu === true

/** Storage that grew stays; GPU nodes that were given back may not be obtainable again. */
function isReversible(situation: Situation, judged: Judged): boolean {
  const { candidate } = judged
  if (candidate.current) return true
  if (hasGpus(situation.input.resource)) return candidate.count >= situation.input.resource.count
  if (candidate.settings.volumeGib !== undefined) return situation.definition.memberVolume?.shrinks === true
  return candidate.settings.storageGib === undefined
}

/** Its chance comes from a demand that was cut off at the baseline of the present size. */
function isUnderstated({ pressure }: Situation, { current }: Candidate): boolean {
  return !current && pressure.creditsLeft !== undefined
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
  const { memberVolume } = situation.definition
  const larger = candidate.settings.volumeGib !== undefined
  if (candidate.settings.storageGib !== undefined || (larger && memberVolume?.shrinks === false))
    notes.push('Storage cannot shrink again.')
  if (larger && memberVolume?.note !== undefined) notes.push(memberVolume.note)
  if (candidate.settings.nodes !== undefined)
    notes.push(
      'The pods of the snapshot, DaemonSets included, pack on so many nodes; spreading rules may ask for more.',
    )
  if (hasGpus(resource) && candidate.count < resource.count) notes.push('May not be obtainable again.')
  if (isUnderstated(situation, candidate))
    notes.push('Its need is above what was measured: the chance is understated, watch it after the change.')
  if (candidate.crossed) notes.push('CPU converted by measured score, 15% more spread.')
  if (smaller.includes('memory') && situation.definition.dimensions.some((one) => one.elastic === true))
    notes.push('Less page cache.')
  if (situation.prices.storageGibMonthUsd === null) notes.push('Storage price not known, not counted.')
  if (candidate.priceUnknown === true) notes.push('No list price is known.')
  if (candidate.priceDerived) notes.push('Price derived from the nearest size.')
  return notes.join(' ')
}

function excuseOf({ reason, dimension, text }: Refused): Excuse {
  return { reason, ...(dimension === undefined ? {} : { dimension }), text: text() }
}

/** Classes whose members are told apart from their shape: by CPU options, by mixed types. */
const ownSizes: readonly string[] = ['box', 'group', 'pool']

/** vCPU of one member: of its shape, or with the CPU options of the present one. */
function memberVcpu({ definition }: Situation, { capacity, count, shape }: Candidate): number {
  const own = ownSizes.includes(definition.sizing) && capacity.cpu !== undefined
  return own ? (capacity.cpu ?? 0) / count : (shape.capacity.cpu ?? 0)
}

export function optionOf(situation: Situation, judged: Judged, currentUsd: number): Option {
  const { candidate, risk } = judged
  const action = actionOf(situation, candidate)
  return {
    id: candidate.id,
    label: candidate.label,
    shape: candidate.shape.name,
    count: candidate.count,
    settings: candidate.settings,
    arch: candidate.shape.arch,
    vcpu: memberVcpu(situation, candidate),
    memoryGib: candidate.shape.memoryGib ?? candidate.shape.capacity.memory ?? 0,
    monthlyUsd: candidate.monthlyUsd,
    deltaMonthlyUsd: candidate.monthlyUsd - currentUsd,
    chance: risk.chance,
    expectedMinutes: risk.minutes,
    dimensions: dimensionRisks(situation, candidate),
    effort: effortOf(situation, judged),
    downtime: downtimeOf(situation, judged),
    reversible: isReversible(situation, judged),
    priceDerived: candidate.priceDerived,
    ...(candidate.priceUnknown === true ? { priceUnknown: true } : {}),
    ...(judged.refused === undefined ? {} : { excuse: excuseOf(judged.refused) }),
    note: noteOf(situation, judged),
    ...(action === undefined ? {} : { action }),
    ...(isSameSize(situation, candidate) ? { sameSize: true } : {}),
    ...(isUnderstated(situation, candidate) ? { chanceUnderstated: true } : {}),
  }
}

const dullReasons: readonly ExcuseReason[] = ['previous-generation', 'not-offered']

/** Same family as the present or the recommended size first, then the others; dull ones last. */
function interest(families: readonly (string | undefined)[], judged: Judged): number {
  const dull = judged.refused !== undefined && dullReasons.includes(judged.refused.reason)
  return (families.includes(judged.candidate.shape.family) ? 0 : 1) + (dull ? 2 : 0)
}

/** The most interesting of them, those nearest in price first. */
function nearest(
  choice: Choice,
  judged: readonly Judged[],
  pivotUsd: number,
  count: number,
): readonly Judged[] {
  const families = [choice.current, choice.recommended].map((one) => one?.candidate.shape.family)
  return judged
    .map((one) => ({
      one,
      interest: interest(families, one),
      distance: Math.abs(one.candidate.monthlyUsd - pivotUsd),
    }))
    .sort((a, b) => a.interest - b.interest || a.distance - b.distance)
    .slice(0, count)
    .map(({ one }) => one)
}

/** The neighbours worth showing: cheaper ones with why they were refused, and dearer ones. */
export function neighboursOf(choice: Choice): readonly Judged[] {
  const pivot = (choice.recommended ?? choice.current)?.candidate.monthlyUsd
  if (pivot === undefined) return []
  const cheaper = choice.others.filter((one) => one.candidate.monthlyUsd < pivot)
  const dearer = choice.others.filter((one) => one.candidate.monthlyUsd >= pivot)
  const above = nearest(choice, dearer, pivot, dearerShown)
  return [...nearest(choice, cheaper, pivot, neighboursShown - above.length), ...above]
}

/** Refused ones that are not shown, by reason. */
export function countRefused(
  hidden: readonly Judged[],
  notOffered: number,
): Readonly<Partial<Record<ExcuseReason, number>>> {
  const counts: Partial<Record<ExcuseReason, number>> = {}
  for (const { refused } of hidden)
    if (refused !== undefined) counts[refused.reason] = (counts[refused.reason] ?? 0) + 1
  if (notOffered > 0) counts['not-offered'] = notOffered
  return counts
}
