import { describe, expect, test } from 'vitest'
import type { Recommendation } from '#lib/model/recommendation.ts'
import { presentLede } from '#lib/present/resource-lede.ts'
import { plainText } from '#lib/present/sentence.ts'
import { detailFixture, oversizedFixture, recommendation } from '#tests/support/detail-fixture.ts'
import { current, optionOf, recommended } from '#tests/support/detail-options.ts'
import { nowMs } from '#tests/support/detail-series.ts'

const soon = { medianDays: 53, lowDays: 34, highDays: 125, chanceByHorizon: 0.82 }
const never = { medianDays: null, lowDays: null, highDays: null, chanceByHorizon: 0.002 }

function lede(overrides: Partial<Recommendation>): string {
  const given = { ...recommendation, ...soon, ...overrides }
  return plainText(presentLede(detailFixture({ recommendation: given }), nowMs))
}

describe('the answer in words', () => {
  test.each<[string, Partial<Recommendation>, string]>([
    [
      'a date never stands without its interval',
      {},
      'CPU will probably reach its safe limit around 14 January, 80% interval 26 Dec – 27 Mar. Moving to db.m7g.4xlarge for +$569/mo cuts the chance of a breach by 20 February from 82% to 3%.',
    ],
    [
      'beyond the axis only the chance is said',
      { ...soon, medianDays: 300, highDays: null },
      'CPU has an 82% chance of reaching its safe limit by 20 February. Moving to db.m7g.4xlarge for +$569/mo cuts the chance of a breach by 20 February from 82% to 3%.',
    ],
    [
      'what is over the limit already has no date',
      { medianDays: 0, lowDays: 0, highDays: 0, chanceByHorizon: 1, recommended: undefined },
      'CPU is at its safe limit now. No size on offer could be recommended; each says why in the table of candidates.',
    ],
    [
      'what is probably over the limit today is said so, in the plural where the word is one',
      { bindingDimension: 'gpu', medianDays: 0, lowDays: 0, highDays: 165, recommended: undefined },
      'GPUs are probably at their safe limit already, 80% interval 22 Nov – 6 May. No size on offer could be recommended; each says why in the table of candidates.',
    ],
    [
      'watch says the chance first',
      { finding: 'watch', chanceByHorizon: 0.22, medianDays: 150, highDays: null },
      'CPU has a 22% chance of reaching its safe limit by 20 February; median 21 April, 80% interval 26 Dec – after May. Moving to db.m7g.4xlarge for +$569/mo cuts the chance of a breach by 20 February from 82% to 3%.',
    ],
    [
      'watch within policy keeps',
      {
        finding: 'watch',
        chanceByHorizon: 0.06,
        medianDays: null,
        recommended: undefined,
        current: { ...current, chance: 0.02 },
      },
      'CPU has a 6% chance of reaching its safe limit by 20 February. The chance of a breach by 20 February is 2%, within the accepted 3%: nothing has to change yet.',
    ],
    [
      'right-sized says the chance that was accepted',
      { finding: 'right-sized', ...never, recommended: undefined, current: { ...current, chance: 0.01 } },
      'db.r7g.2xlarge fits: 1% chance of a breach by 20 February, accepted 3%. CPU p95 is 68% of 8 vCPU.',
    ],
    [
      'idle says what it costs',
      { finding: 'idle', ...never, recommended: undefined },
      'It looks idle: CPU p95 is 68% of 8 vCPU. It costs $2,214/mo.',
    ],
    [
      'the same price is said',
      { recommended: { ...recommended, monthlyUsd: 2214, deltaMonthlyUsd: 0 } },
      'CPU will probably reach its safe limit around 14 January, 80% interval 26 Dec – 27 Mar. Moving to db.m7g.4xlarge at the same price cuts the chance of a breach by 20 February from 82% to 3%.',
    ],
    [
      'no samples says what to check',
      {
        finding: 'abstained',
        abstention: {
          kind: 'abstention',
          resourceId: 'r',
          asOfMs: nowMs,
          reason: 'no-samples',
          text: 'No samples of this dimension have been collected.',
          observedDays: 0,
        },
      },
      'No samples of this dimension have been collected. Check that CloudWatch publishes its metrics and that the role may read them.',
    ],
  ])('%s', (_, overrides, expected) => {
    expect(lede(overrides)).toBe(expected)
  })

  test('oversized says the saving and the chance that remains', () => {
    const detail = oversizedFixture()
    const text = plainText(presentLede(detail, nowMs))
    expect(text).toContain(
      'Moving to db.m7g.xlarge saves $1,518/mo and leaves a 1% chance of a breach by 20 February, accepted 3%.',
    )
  })

  test('the size of a group has its multiplication sign', () => {
    const group = optionOf({ label: 'c7g.4xlarge x 12', vcpu: 16, memoryGib: 32, monthlyUsd: 5000 })
    expect(lede({ recommended: group })).toContain('Moving to c7g.4xlarge × 12 for +$2,786/mo')
  })
})
