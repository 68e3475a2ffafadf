import type { ScalingStudy, StudiedMode } from '../model/scaling-study.ts'
import { type StudyInput, studyScaling } from './study.ts'

type Answer = Extract<ScalingStudy, { kind: 'answer' }>

export type ThroughputInput = {
  readonly read: StudyInput
  readonly write: StudyInput
}

/** Less than this a month is not worth another mode. */
const leastUsd = 10

/**
 * Studies both directions of a table. Where both are answered and priced by request too, it says which mode costs less:
 * a mode is of the whole table, so that settings for units are recommended only with the mode that they belong to.
 */
export function studyThroughput({ read, write }: ThroughputInput): ScalingStudy {
  const [reads, writes] = [studyScaling(read), studyScaling(write)]
  const mode = reads.kind === 'answer' && writes.kind === 'answer' ? modeOf(reads, writes) : undefined
  if (!mode) return { ...reads, others: [writes] }
  if (mode.recommended === 'provisioned')
    return { ...withSettings(reads), mode, others: [withSettings(writes)] }
  return { ...withoutAdvice(reads), mode, others: [withoutAdvice(writes)] }
}

function modeOf(reads: Answer, writes: Answer): StudiedMode | undefined {
  const both = [reads, writes]
  const sum = (of: (one: Answer) => number | undefined) =>
    both.reduce((total, one) => total + (of(one) ?? Number.NaN), 0)
  const onDemandUsd = sum((one) => one.onDemandMonthlyUsd)
  if (Number.isNaN(onDemandUsd)) return undefined
  const now = reads.now.onDemand ? 'on-demand' : 'provisioned'
  const provisionedUsd = sum(provisionedOf)
  const nowUsd = sum((one) => one.now.monthlyUsd)
  const other = now === 'on-demand' ? provisionedUsd : onDemandUsd
  const staying = now === 'on-demand' ? onDemandUsd : provisionedUsd
  const changes = other < staying - leastUsd
  const recommended = changes === (now === 'on-demand') ? 'provisioned' : 'on-demand'
  return { now, provisionedUsd, onDemandUsd, nowUsd, recommended }
}

/**
 * What provisioned units cost with the best settings within the budget: those that are recommended, else those in
 * force; for a direction that is paid by request and would cost more provisioned, the cheapest within the budget.
 */
function provisionedOf({ now, front, recommended, budgetMinutes }: Answer): number | undefined {
  if (recommended !== undefined) return front[recommended]?.monthlyUsd
  if (!now.onDemand) return now.monthlyUsd
  return front.find((one) => minutesOf(one) <= budgetMinutes)?.monthlyUsd
}

/** Leaving payment by request, a direction needs settings even where they alone would cost more. */
function withSettings(study: ScalingStudy): ScalingStudy {
  if (study.kind !== 'answer' || !study.now.onDemand || study.recommended !== undefined) return study
  const recommended = study.front.findIndex((one) => minutesOf(one) <= study.budgetMinutes)
  return recommended < 0 ? study : { ...study, recommended }
}

const minutesOf = ({ minutesAboveMonthly, ahead }: Answer['now']) =>
  Math.max(minutesAboveMonthly, ahead?.minutesAboveMonthly ?? 0)

function withoutAdvice(study: ScalingStudy): ScalingStudy {
  if (study.kind !== 'answer') return study
  const { recommended: _, ...rest } = study
  return rest
}
