import { describe, expect, test } from 'vitest'
import { fullestOf, meanOfMembers, memberRateOf, shareOfUnits } from '#lib/autoscale/index.ts'

const gap = Number.NaN
const noMinutes = new Float32Array(20).fill(gap)

describe('units of a table', () => {
  test('are Sum over the seconds, over what was provisioned', () => {
    // 84,000 units in 300 s are 280 a second of 400.
    const { coarseShare, coarseMembers, fineShare } = shareOfUnits({
      consumed: Float32Array.of(84_000, 0, gap, gap),
      consumedFine: noMinutes,
      provisioned: Float32Array.of(400, 400, 400, gap),
    })
    expect([...coarseMembers]).toEqual([400, 400, 400, gap])
    expect(coarseShare[0]).toBeCloseTo(0.7, 6)
    // Nothing is sent for minutes that consumed nothing; where nothing was provisioned either, it is a gap.
    expect([...coarseShare.slice(1)]).toEqual([0, 0, gap])
    expect(fineShare).toBeUndefined()
  })

  test('paid by request are members of their own', () => {
    const { coarseShare, coarseMembers } = shareOfUnits({
      consumed: Float32Array.of(84_000, gap),
      consumedFine: noMinutes,
      provisioned: undefined,
    })
    expect([...coarseMembers]).toEqual([1, 1])
    expect([...coarseShare]).toEqual([280, gap])
  })

  test('by the minute are over the same units', () => {
    const consumedFine = noMinutes.slice()
    consumedFine[7] = 24_000
    const provisioned = Float32Array.of(400, 800, 400, 400)
    const { fineShare } = shareOfUnits({ consumed: Float32Array.of(0, 0, 0, 0), consumedFine, provisioned })
    expect(fineShare?.[7]).toBeCloseTo(0.5, 6)
  })
})

test('the mean of members counts those that have a sample', () => {
  const members = [Float32Array.of(0.2, 0.4, gap), Float32Array.of(0.6, gap, gap)]
  const { coarseShare, coarseMembers } = meanOfMembers(members, 3)
  expect(coarseShare[0]).toBeCloseTo(0.4, 6)
  expect([coarseMembers[0], coarseMembers[1]]).toEqual([2, 1])
  expect([coarseShare[2], coarseMembers[2]]).toEqual([gap, gap])
})

test('the fullest is that of those that have a sample', () => {
  expect([...fullestOf([Float32Array.of(1, gap, 3, gap), Float32Array.of(2, 5, gap, gap)])]).toEqual([
    2,
    5,
    3,
    gap,
  ])
})

describe('requests that fill a member', () => {
  test('follow what they fill first', () => {
    const requests = Float32Array.of(300, 600, gap)
    const cpu = Float32Array.of(0.1, 0.2, 0.9)
    const gpu = Float32Array.of(0.25, 0.5, 0.1)
    // 900 requests used 0.3 of the CPU and 0.75 of the GPU: 1,200 a minute fill the GPU.
    expect(memberRateOf(requests, [cpu, gpu])).toBeCloseTo(1200, 3)
    expect(memberRateOf(requests, [cpu])).toBeCloseTo(3000, 2)
  })

  test('are not known without a measure beside them', () => {
    expect(memberRateOf(Float32Array.of(300), [])).toBeUndefined()
    expect(memberRateOf(Float32Array.of(300), [Float32Array.of(gap)])).toBeUndefined()
  })
})
