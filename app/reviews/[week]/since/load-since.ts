import { cache } from 'react'
import type { Actor } from '#lib/model/actor.ts'
import { presentSince, type SinceView } from '#lib/present/review/review-since.ts'
import { readFleet } from '#lib/store/fleet.ts'
import { readReview } from '#lib/store/reviews.ts'

/** The fleet of now beside the frozen review of a week; undefined where there is none. */
export const loadSince = cache(async (actor: Actor, week: string): Promise<SinceView | undefined> => {
  const [rows, review] = await Promise.all([readFleet(actor), readReview(actor, week)])
  return review && presentSince({ rows, pack: review.pack, nowMs: Date.now() })
})
