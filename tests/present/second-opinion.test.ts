import { expect, test } from 'vitest'
import type { SecondOpinion } from '#lib/model/second-opinion.ts'
import { dayMs } from '#lib/model/time.ts'
import { secondOpinionItems } from '#lib/present/second-opinion.ts'
import { abstainedFixture, detailFixture, resource } from '#tests/support/detail-fixture.ts'
import { nowMs } from '#tests/support/detail-series.ts'

const opinion: SecondOpinion = {
  source: 'compute-optimizer',
  accountId: resource.accountId,
  resourceArn: resource.arn,
  asOfMs: nowMs - dayMs,
  finding: 'Overprovisioned',
  reasons: [],
  currentShape: 'db.r7g.2xlarge',
  recommendedShape: 'db.r7g.xlarge',
  savingMonthlyUsd: 698,
  lookbackDays: 14,
}

const told = (changes: Partial<SecondOpinion>) =>
  secondOpinionItems(detailFixture({ secondOpinions: [{ ...opinion, ...changes }] }), nowMs)[0]?.text

test('a size that we refused is answered with the reason', () => {
  expect(told({})).toBe(
    'On 21 Nov it offers db.r7g.xlarge, $698/mo less at list price. Ours is db.m7g.4xlarge: db.r7g.xlarge was refused. CPU would breach with a chance of >99%, accepted 3%.',
  )
})

test('the same size is said to be the same', () => {
  expect(told({ recommendedShape: 'db.m7g.4xlarge', savingMonthlyUsd: 0 })).toBe(
    'On 21 Nov it offers db.m7g.4xlarge. Ours is the same.',
  )
})

test('what AWS would keep is told apart from what it would change', () => {
  expect(told({ recommendedShape: undefined })).toContain('it keeps db.r7g.2xlarge. Ours is db.m7g.4xlarge')
  expect(told({ recommendedShape: 'db.x2g.large' })).toContain(
    "judged by the chance of a breach over 90 days, and AWS's by the past of 14 days alone.",
  )
})

test('an opinion of another month is left out, and so is one on what has no forecast', () => {
  expect(told({ asOfMs: nowMs - 15 * dayMs })).toBeUndefined()
  expect(secondOpinionItems({ ...abstainedFixture(), secondOpinions: [opinion] }, nowMs)).toEqual([])
})
