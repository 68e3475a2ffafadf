import { describe, expect, test } from 'vitest'
import type { Recommendation } from '#lib/model/recommendation.ts'
import { chanceAfter, chanceAfterValue } from '#lib/present/chance-after.ts'
import { presentDecision } from '#lib/present/resource-decision.ts'
import { presentLede } from '#lib/present/resource-lede.ts'
import { plainText } from '#lib/present/sentence.ts'
import { recommend } from '#lib/recommend/index.ts'
import { nowMs } from '../support/evidence.ts'
import { sizingInput } from '../support/sizing-input.ts'

const input = sizingInput('ec2-instance', { demand: { cpu: { median: 3 }, memory: { median: 9 } } })
const given = recommend(input)
const lede = (recommendation: Recommendation) =>
  plainText(
    presentLede(
      { resource: input.resource, accountName: 'a', changes: [], dimensions: [], recommendation },
      nowMs,
    ),
  )

describe('a need that is not known', () => {
  const held = '15 of 16 GPUs are held: memory is preallocated and the need is not known.'

  test('is the answer of the page, not that the size fits', () => {
    expect(lede({ ...given, finding: 'right-sized', recommended: undefined })).toMatch(/ fits: /)
    expect(lede({ ...given, finding: 'right-sized', recommended: undefined, needUnknown: held })).toBe(held)
  })

  test('keeps the size without calling its chance accepted', () => {
    const decision = presentDecision({ ...given, recommended: undefined, needUnknown: held }, nowMs)
    expect(decision?.keep).toBe('What is held is not what is needed: keep it until the need is known.')
  })
})

describe('a chance from demand that was cut off', () => {
  test('is not shown as a chance, on the page and in exports', () => {
    expect(chanceAfter({ chance: 0.001 })).toBe('<1%')
    expect(chanceAfter({ chance: 0.001, chanceUnderstated: true })).toBe('not known')
    expect([
      chanceAfterValue({ chance: 0.001, chanceUnderstated: true }),
      chanceAfterValue({ chance: 0.2 }),
    ]).toEqual([undefined, 0.2])
  })

  test('is not promised in the first sentence', () => {
    const option = given.options.find(({ chance }) => chance < 0.01)
    if (!option) throw new Error('no option holds')
    const starved = {
      ...given,
      finding: 'runs-out' as const,
      recommended: { ...option, chanceUnderstated: true as const },
    }
    expect(lede(starved)).toMatch(/lifts the cap; the need is above what was measured\.$/)
    expect(presentDecision(starved, nowMs)?.rows[0]).toMatchObject({ after: 'not known', change: '' })
  })
})
