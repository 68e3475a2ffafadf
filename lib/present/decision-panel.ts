import {
  type Decision,
  type FollowUp,
  type QuestionKind,
  questionOf,
  rejectReasons,
  type Standing,
} from '#lib/model/decision.ts'
import type { RecommendationSummary } from '#lib/model/fleet.ts'
import type { Recommendation } from '#lib/model/recommendation.ts'
import { dayMs, type EpochMs, floorTo, isoDay } from '#lib/model/time.ts'
import {
  decidedChange,
  decisionTerms,
  followUpWords,
  measuredText,
  overdueDays,
  verdictWords,
} from './decision-words.ts'
import { chance, instant, plural, sizeLabel, usdDelta } from './format.ts'
import type { Tone } from './words.ts'

export type WordView = {
  readonly id: number
  readonly word: string
  readonly change: string
  readonly when: string
  readonly who: string
  readonly terms: string
  readonly reason: string
  readonly week?: string
}

/** Everything a form of a decision needs: what it is about, what can be chosen, and dates to start from. */
export type DecideFormView = {
  readonly resourceId: string
  readonly kind: QuestionKind
  readonly back: string
  readonly week?: string
  readonly options: readonly { readonly id: string; readonly label: string; readonly selected: boolean }[]
  readonly canAccept: boolean
  readonly dueDay: string
  readonly snoozeDay: string
  readonly riskDay: string
  readonly todayDay: string
  readonly reasons: readonly string[]
}

export type DecisionPanelView = {
  /** The word that stands, or that no longer does. */
  readonly current?: WordView & {
    readonly standing?: string
    readonly overdue?: string
    readonly followUp?: {
      readonly label: string
      readonly tone: Tone
      readonly text: string
      readonly measured?: string
    }
  }
  readonly form?: DecideFormView
  /** Why there is no form. */
  readonly locked?: string
  readonly history: readonly WordView[]
}

export type DecisionPanelInput = {
  readonly summary?: RecommendationSummary
  readonly recommendation?: Recommendation
  /** Every word on the resource, the newest first. */
  readonly decisions: readonly Decision[]
  readonly standing?: Standing
  readonly followUp?: FollowUp
  readonly mayDecide: boolean
  readonly back: string
  readonly nowMs: EpochMs
}

/** The panel in which a recommendation is decided; absent where there is nothing to decide and nothing was. */
export function presentDecisionPanel(input: DecisionPanelInput): DecisionPanelView | undefined {
  const { summary, decisions, mayDecide, nowMs } = input
  const kind = summary && questionOf(summary)
  const newest = decisions.find((one) => kind === undefined || one.kind === kind)
  const current = newest?.verdict === 'reopen' ? undefined : newest
  if (kind === undefined && decisions.length === 0) return undefined
  return {
    ...(current === undefined ? {} : { current: currentView(current, input) }),
    ...(kind !== undefined && mayDecide && summary !== undefined
      ? { form: decideForm({ ...input, summary, kind }) }
      : {}),
    ...(kind !== undefined && !mayDecide
      ? { locked: 'You see this as a reader. Sign in with the right to decide to accept, reject or snooze.' }
      : {}),
    history: decisions.filter((one) => one !== current).map((one) => wordView(one, nowMs)),
  }
}

function currentView(decision: Decision, { standing, followUp, nowMs }: DecisionPanelInput) {
  const late =
    followUp?.state === 'not-yet-changed' || followUp === undefined ? overdueDays(decision, nowMs) : undefined
  return {
    ...wordView(decision, nowMs),
    ...(standing === undefined || standing.state === 'stands' ? {} : { standing: standing.text }),
    ...(late === undefined || decision.verdict !== 'accept'
      ? {}
      : { overdue: `${plural(late, 'day')} overdue` }),
    ...(followUp === undefined
      ? {}
      : {
          followUp: {
            ...followUpWords[followUp.state],
            text: followUp.text,
            ...(followUp.measured === undefined ? {} : { measured: measuredText(followUp) }),
          },
        }),
  }
}

/** One word that was given, as a line of a list. */
export function wordView(decision: Decision, nowMs: EpochMs): WordView {
  const { id, verdict, atMs, actor, reason, week } = decision
  return {
    id,
    word: verdictWords[verdict],
    change: verdict === 'accept' ? decidedChange(decision) : '',
    when: instant(atMs),
    who: actor,
    terms: decisionTerms(decision, nowMs),
    reason,
    ...(week === undefined ? {} : { week }),
  }
}

const days = { due: 14, snooze: 28, risk: 90 }

/** The fields of the form, with dates from the recommendation: due by the day to decide by, else in two weeks. */
export function decideForm(input: {
  readonly summary: RecommendationSummary
  readonly recommendation?: Recommendation
  readonly kind: QuestionKind
  readonly back: string
  readonly week?: string
  readonly nowMs: EpochMs
}): DecideFormView {
  const { summary, recommendation, kind, back, week, nowMs } = input
  const today = floorTo(nowMs, dayMs)
  const within = (count: number) => isoDay(today + count * dayMs)
  const dueMs = Math.max(
    today,
    Math.min(summary.decideByMs ?? Number.POSITIVE_INFINITY, today + days.due * dayMs),
  )
  const offered = (recommendation?.options ?? []).filter(
    ({ id, excuse }) => id !== recommendation?.current?.id && excuse === undefined,
  )
  const options = offered.map((option) => ({
    id: option.id,
    label: `${sizeLabel(option.label)}, ${usdDelta(option.deltaMonthlyUsd)}/mo, ${chance(option.chance)}`,
    selected: option.id === summary.recommended?.id,
  }))
  return {
    resourceId: summary.resourceId,
    kind,
    back,
    ...(week === undefined ? {} : { week }),
    options: options.toSorted((a, b) => Number(b.selected) - Number(a.selected)),
    canAccept:
      summary.recommended !== undefined || summary.remedy !== undefined || summary.finding === 'idle',
    dueDay: isoDay(dueMs),
    snoozeDay: within(days.snooze),
    riskDay: within(days.risk),
    todayDay: within(0),
    reasons: rejectReasons,
  }
}
