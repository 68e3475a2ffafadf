import { AppError } from '#lib/errors.ts'
import type { Actor } from '#lib/model/actor.ts'
import { type Decision, type DecisionBasis, questionOf } from '#lib/model/decision.ts'
import type { RecommendationSummary } from '#lib/model/fleet.ts'
import type { Recommendation } from '#lib/model/recommendation.ts'
import type { DecisionForm } from '#lib/present/decision-form.ts'
import { basisOf } from '#lib/recommend/index.ts'
import { recordDecision } from '#lib/store/decisions.ts'
import { readResourceDetail } from '#lib/store/resource-detail.ts'
import { readReview } from '#lib/store/reviews.ts'

/** Records what the form says on the numbers that its page showed: those of the frozen review, or of the newest run. */
export async function takeDecision(actor: Actor, form: DecisionForm, nowMs: number): Promise<Decision> {
  const { resource: resourceId, kind, verdict, reason, week } = form
  const basis = await basisFor(actor, form)
  const common = { resourceId, kind, verdict, reason, basis, ...(week === undefined ? {} : { week }) }
  return recordDecision(actor, { ...common, ...termsOf(form) }, nowMs)
}

/** Owner, approver and days that belong to the answer; one form holds the fields of all. */
function termsOf({ verdict, owner, due, expires, approver }: DecisionForm) {
  const takesTerm = verdict === 'accept-risk' || verdict === 'snooze'
  return {
    ...(verdict !== 'accept' || owner === undefined ? {} : { owner }),
    ...(verdict !== 'accept' || due === undefined ? {} : { dueMs: due }),
    ...(!takesTerm || expires === undefined ? {} : { expiresMs: expires }),
    ...(verdict !== 'accept-risk' || approver === undefined ? {} : { approver }),
  }
}

async function basisFor(actor: Actor, form: DecisionForm): Promise<DecisionBasis> {
  const shown = await shownNumbers(actor, form)
  if (shown === undefined) {
    throw new AppError('not-found', `There is nothing to decide about resource ${form.resource}.`)
  }
  const { summary, recommendation } = shown
  if (form.option === undefined || form.verdict !== 'accept') return basisOf(summary)
  const option = recommendation?.options.find(({ id }) => id === form.option)
  if (option === undefined) {
    throw new AppError('invalid-input', `${form.option} is no option of this recommendation any more.`)
  }
  return basisOf(summary, option)
}

type Shown = { readonly summary: RecommendationSummary; readonly recommendation?: Recommendation }

async function shownNumbers(actor: Actor, form: DecisionForm): Promise<Shown | undefined> {
  if (form.week !== undefined) {
    const review = await readReview(actor, form.week)
    return review?.pack.items.find(
      ({ resourceId, kind }) => resourceId === form.resource && kind === form.kind,
    )
  }
  const detail = await readResourceDetail(actor, form.resource)
  if (!detail?.summary) return undefined
  const asked = questionOf(detail.summary) === form.kind || form.verdict === 'reopen'
  return asked ? { summary: detail.summary, recommendation: detail.recommendation } : undefined
}
