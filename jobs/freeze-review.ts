import { system } from '#lib/model/actor.ts'
import { isoWeekOf } from '#lib/model/iso-week.ts'
import { dayMs } from '#lib/model/time.ts'
import { reviewItems } from '#lib/present/review/review-items.ts'
import { reviewPack, withEvidence } from '#lib/present/review/review-pack.ts'
import { readResourceDetail } from '#lib/store/resource-detail.ts'
import { freezeReview as freeze, readReview } from '#lib/store/reviews.ts'
import type { Job, JobResult } from './job.ts'
import { reviewInput } from './review-input.ts'

export const freezeReview: Job = {
  name: 'freeze-review',
  about: 'freezes the pack of the capacity review, once an ISO week',
  schedule: { everyMs: dayMs, after: ['collect-costs', 'recommend', 'follow-decisions', 'score-forecasts'] },
  scopes: () => [''],
  async run({ nowMs, progress, signal }) {
    const week = isoWeekOf(nowMs)
    const nothing: JobResult = { counts: { frozen: 0 }, problems: [] }
    if (await readReview(system, week)) return nothing
    const input = await reviewInput(week, nowMs)
    if (!input.rows.some(({ recommendation }) => recommendation)) {
      const text = 'Nothing has been recommended yet; the review is frozen after the first recommendations.'
      return { ...nothing, problems: [{ scope: week, code: 'nothing-to-review', text }] }
    }
    const items = reviewItems(input)
    const agenda = items.filter(({ number }) => number !== undefined).length
    const filled = []
    for (const [i, item] of items.entries()) {
      if (signal.aborted) break
      const onAgenda = item.number !== undefined
      filled.push(onAgenda ? withEvidence(item, await readResourceDetail(system, item.resourceId)) : item)
      if (onAgenda) progress(i + 1, agenda, item.name)
    }
    const frozen = !signal.aborted && (await freeze(system, reviewPack(input, filled)))
    return { counts: { frozen: Number(frozen), agenda, items: items.length }, problems: [] }
  },
}
