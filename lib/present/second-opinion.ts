import type { ResourceDetail } from '#lib/model/fleet.ts'
import type { EvidenceItem, Recommendation } from '#lib/model/recommendation.ts'
import type { SecondOpinion } from '#lib/model/second-opinion.ts'
import type { EpochMs } from '#lib/model/time.ts'
import { day, sizeLabel, usd } from './format.ts'

const names: Record<SecondOpinion['source'], string> = {
  'compute-optimizer': 'AWS Compute Optimizer',
  'cost-optimization-hub': 'AWS Cost Optimization Hub',
}

/** Older than so long, an opinion is of another time and is left out. */
const freshMs = 14 * 86_400_000

/** `offers m7i.large, $220/mo less` or `keeps m7i.2xlarge`. */
function saidText({ recommendedShape, currentShape, savingMonthlyUsd }: SecondOpinion): string {
  if (recommendedShape === undefined) return `keeps ${currentShape ?? 'the present size'}`
  const saving = savingMonthlyUsd ?? 0
  return saving >= 0.5
    ? `offers ${recommendedShape}, ${usd(saving)}/mo less at list price`
    : `offers ${recommendedShape}`
}

/** Why we say something else, from what we know of the size that AWS would take. */
function whyText(opinion: SecondOpinion, given: Recommendation): string {
  const wanted = opinion.recommendedShape ?? opinion.currentShape
  const ours = given.recommended ?? given.current
  if (wanted === undefined || ours === undefined) return ''
  if (ours.shape === wanted) return ' Ours is the same.'
  const option = given.options.find((one) => one.shape === wanted)
  const name = sizeLabel(ours.label)
  if (option?.excuse !== undefined) return ` Ours is ${name}: ${wanted} was refused. ${option.excuse.text}`
  const days = opinion.lookbackDays === undefined ? '' : ` of ${opinion.lookbackDays} days`
  return ` Ours is ${name}: it is judged by the chance of a breach over ${given.horizonDays} days, and AWS's by the past${days} alone.`
}

/** What AWS's own tools say of this resource, and in a sentence why ours differs. */
export function secondOpinionItems(detail: ResourceDetail, nowMs: EpochMs): readonly EvidenceItem[] {
  const { recommendation, secondOpinions = [] } = detail
  if (!recommendation || recommendation.finding === 'abstained') return []
  return secondOpinions
    .filter(({ asOfMs }) => nowMs - asOfMs <= freshMs)
    .map((opinion) => ({
      title: names[opinion.source],
      text: `On ${day(opinion.asOfMs, nowMs)} it ${saidText(opinion)}.${whyText(opinion, recommendation)}`,
    }))
}
