import type { DecisionRow } from '#lib/model/decision.ts'
import type { ResourceDetail } from '#lib/model/fleet.ts'
import type { EvidenceItem, Option } from '#lib/model/recommendation.ts'
import type { AgendaReason, ReviewItem, ReviewPack } from '#lib/model/review.ts'
import { dayMs } from '#lib/model/time.ts'
import { chanceAfter } from '../chance-after.ts'
import { type DecideFormView, decideForm, type WordView, wordView } from '../decision-panel.ts'
import { verdictWords } from '../decision-words.ts'
import { chance, day, plural, sizeLabel, usd, usdDelta, usdShort } from '../format.ts'
import { presentChart } from '../resource-chart-view.ts'
import { presentLede } from '../resource-lede.ts'
import { effortCells } from '../resource-options.ts'
import { type Sentence, sentence } from '../sentence.ts'
import { classWords } from '../words.ts'
import { thawSeries } from './frozen-series.ts'

export type ItemOption = {
  readonly key: number
  readonly id: string
  readonly label: string
  readonly note: string
  readonly chance: string
  readonly tone: 'risk' | 'watch' | 'later'
  readonly delta: string
  readonly effort: string
  readonly recommended: boolean
}

/** One question of the agenda on one screen, and on one page of paper. */
export type ItemView = {
  readonly number: number
  readonly href: string
  readonly resourceHref: string
  readonly name: string
  readonly kind: ReviewItem['kind']
  readonly meta: readonly string[]
  readonly because: string
  readonly question: string
  readonly answer: Sentence
  readonly chart?: ReturnType<typeof presentChart>
  readonly optionColumn: string
  readonly options: readonly ItemOption[]
  readonly evidence: readonly EvidenceItem[]
  readonly notes: readonly string[]
  /** Beside its name on the agenda: the chance, or the cash. */
  readonly value: string
  readonly decided?: WordView & { readonly verdict: string }
  readonly form?: DecideFormView
}

export const reasonWords: Record<AgendaReason, string> = {
  'decide-before-next-review': 'to be decided before the next review',
  'large-saving': 'a large saving',
  overdue: 'overdue',
  'evidence-moved': 'its evidence moved',
}

const optionsShown = 4
const evidenceShown = 4

export type ItemInput = {
  readonly pack: ReviewPack
  readonly decided: readonly DecisionRow[]
  readonly mayDecide: boolean
  /** Dates of the form count from here; everything else from the pack. */
  readonly nowMs: number
}

/** The question as the meeting sees it: all of it from the frozen pack, but for the word that was given. */
export function presentItem(item: ReviewItem, { pack, decided, mayDecide, nowMs }: ItemInput): ItemView {
  const at = pack.asOfMs
  const { summary, name, recommendation } = item
  const word = decided.find(
    ({ decision }) =>
      decision.resourceId === item.resourceId && decision.kind === item.kind && decision.verdict !== 'reopen',
  )?.decision
  const number = item.number ?? 0
  const href = `/reviews/${pack.week}/${number}`
  return {
    number,
    href,
    resourceHref: `/resources/${encodeURIComponent(item.resourceId)}`,
    name,
    kind: item.kind,
    meta: [classWords[item.resourceClass], item.team ?? 'no team', item.accountName, item.region],
    because: item.because.map((reason) => reasonText(reason, item, at)).join(', '),
    question: `${name}: ${questionText(item)}`,
    answer: answerOf(item, at),
    ...chartOf(item, at),
    optionColumn: `Breach by ${day(summary.asOfMs + summary.horizonDays * dayMs, at)}`,
    options: optionRows(item),
    evidence: (recommendation?.evidence ?? []).slice(0, evidenceShown),
    notes: [item.earlier === undefined ? '' : earlierText(item), item.cashText ?? ''].filter(Boolean),
    value:
      item.kind === 'capacity'
        ? chance(summary.chanceByHorizon ?? 0)
        : usdShort(item.cashDeltaMonthlyUsd ?? 0),
    ...(word === undefined ? {} : { decided: { ...wordView(word, nowMs), verdict: word.verdict } }),
    ...(mayDecide
      ? {
          form: decideForm({
            summary,
            ...(recommendation === undefined ? {} : { recommendation }),
            kind: item.kind,
            back: href,
            week: pack.week,
            nowMs,
          }),
        }
      : {}),
  }
}

function reasonText(reason: AgendaReason, item: ReviewItem, nowMs: number): string {
  if (reason === 'overdue') return `${plural(item.overdueDays ?? 0, 'day')} overdue`
  if (reason === 'decide-before-next-review' && item.decideByMs !== undefined) {
    return item.decideByMs < nowMs + dayMs
      ? 'to be decided now'
      : `to be decided by ${day(item.decideByMs, nowMs)}`
  }
  return reasonWords[reason]
}

function earlierText({ earlier }: ReviewItem): string {
  if (earlier === undefined) return ''
  const { decision, text } = earlier
  return `${verdictWords[decision.verdict]} on ${day(decision.atMs, decision.atMs)}. ${text}`
}

function questionText({ summary, kind, cashDeltaMonthlyUsd }: ReviewItem): string {
  const { recommended, remedy, finding } = summary
  if (recommended === undefined) {
    if (finding === 'idle') return 'is it still needed?'
    return remedy === undefined ? 'no size fits; what now?' : `${lower(remedy)}?`
  }
  const to = sizeLabel(recommended.label)
  if (kind === 'capacity') {
    const delta = usdDelta(recommended.deltaMonthlyUsd)
    return delta === '–' ? `approve ${to} at no cost?` : `approve ${to} for ${delta}/mo?`
  }
  return `move to ${to} and save ${usd(-(cashDeltaMonthlyUsd ?? recommended.deltaMonthlyUsd))}/mo?`
}

function lower(text: string): string {
  return /^[A-Z][a-z]/.test(text) ? text.charAt(0).toLowerCase() + text.slice(1) : text
}

function detailOf(item: ReviewItem): ResourceDetail | undefined {
  const { resource, recommendation, summary, accountName, series, resourceId } = item
  if (resource === undefined || recommendation === undefined) return undefined
  const dimensions = series === undefined ? [] : [thawSeries(series, resourceId)]
  return { resource, accountName, changes: [], recommendation, summary, dimensions }
}

function answerOf(item: ReviewItem, nowMs: number): Sentence {
  const detail = detailOf(item)
  return detail === undefined
    ? sentence('What it was decided on is not in this pack.')
    : presentLede(detail, nowMs)
}

function chartOf(item: ReviewItem, nowMs: number): Pick<ItemView, 'chart'> {
  const detail = detailOf(item)
  const [shown] = detail?.dimensions ?? []
  if (detail === undefined || shown === undefined) return {}
  return { chart: presentChart({ detail, item: shown, horizonDays: 90, nowMs }) }
}

/** The recommended one, others that hold, and doing nothing. */
function optionRows(item: ReviewItem): ItemOption[] {
  const given = item.recommendation
  if (given === undefined) return []
  const { recommended, current } = given
  const others = given.options.filter(
    ({ id, excuse }) => id !== recommended?.id && id !== current?.id && excuse === undefined,
  )
  const chosen = [recommended, ...others].filter((one) => one !== undefined).slice(0, optionsShown - 1)
  return [...chosen, ...(current === undefined ? [] : [current])].map((option, i) => ({
    key: i + 1,
    id: option.id,
    label: option.id === current?.id ? 'Do nothing' : sizeLabel(option.label),
    note: option.id === current?.id ? sizeLabel(option.label) : noteOf(option),
    chance: chanceAfter(option),
    tone: option.chance >= 0.5 ? 'risk' : option.chance > given.acceptedRisk ? 'watch' : 'later',
    delta: option.id === current?.id ? '$0' : usdDelta(option.deltaMonthlyUsd),
    effort: effortCells[option.effort],
    recommended: option.id === recommended?.id,
  }))
}

function noteOf({ vcpu, memoryGib, note, downtime }: Option): string {
  const size = vcpu > 0 ? `${vcpu} vCPU, ${memoryGib} GiB` : ''
  return [size, note || (downtime === 'none' ? '' : downtime)].filter(Boolean).join('; ')
}
