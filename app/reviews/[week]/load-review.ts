import { cache } from 'react'
import { requireActor } from '#lib/identity/actor.ts'
import { mayDecide } from '#lib/model/actor.ts'
import { presentReview, type ReviewView } from '#lib/present/review/review-view.ts'
import { listDecisionsOfWeek } from '#lib/store/decisions.ts'
import { readReview } from '#lib/store/reviews.ts'

/** The view of a frozen review with what was decided in it; undefined where there is none. */
export const loadReview = cache(async (week: string): Promise<ReviewView | undefined> => {
  const actor = await requireActor()
  const review = await readReview(actor, week)
  if (!review) return undefined
  const decided = await listDecisionsOfWeek(actor, week)
  return presentReview({ ...review, decided, mayDecide: mayDecide(actor), nowMs: Date.now() })
})
