import { describe, expect, test } from 'vitest'
import { fullestMember, sumPerMember, worstMemberDemand } from '#lib/forecast/worst-member.ts'

const gap = Number.NaN
const row = (member: string, ...values: number[]) => ({ member, values: Float64Array.from(values) })
const capacity = Float64Array.from([12, 12])
const members = Float64Array.from([3, 3])

describe('the fullest member decides', () => {
  test.each([
    ['percent', [row('a', 50, 40), row('b', 25, 90)], [6, 10.8]],
    // Of 4 each: 3 used is three quarters of every member.
    ['amount', [row('a', 3, 1), row('b', 1, 2)], [9, 6]],
    ['free', [row('a', 3, 1), row('b', 1, 4)], [9, 9]],
    // More free than a member has is a gap; without any sample so is the hour.
    ['free', [row('a', 5, gap)], [gap, gap]],
  ] as const)('%s', (of, rows, demand) => {
    const found = worstMemberDemand({ of, scale: 1, rows, capacity, members })
    demand.forEach((value, hour) => {
      if (Number.isNaN(value)) expect(found[hour]).toBeNaN()
      else expect(found[hour]).toBeCloseTo(value, 9)
    })
  })
})

describe('metrics of one member', () => {
  test('are added member by member, whatever their order', () => {
    const sum = sumPerMember([row('a', 1, 2), row('b', 3, 4)], [[row('b', 30, 40), row('a', 10, 20)]])
    expect(sum.map(({ member, values }) => [member, ...values])).toEqual([
      ['a', 11, 22],
      ['b', 33, 44],
    ])
  })

  test('a part that is missing makes a gap, and not a smaller sum', () => {
    const [a, b] = sumPerMember([row('a', 1, 2), row('b', 3, 4)], [[row('a', 10, gap)]])
    expect([...(a?.values ?? [])]).toEqual([11, gap])
    expect([...(b?.values ?? [])]).toEqual([gap, gap])
  })

  test('without others it is the member itself', () => {
    expect(sumPerMember([row('a', 1)], [])[0]?.values).toEqual(Float64Array.from([1]))
  })
})

describe('a member that stands out', () => {
  const hours = 4
  const find = (rows: readonly ReturnType<typeof row>[], of: 'percent' | 'free' = 'percent') => {
    const whole = { capacity: new Float64Array(hours).fill(12), members: new Float64Array(hours).fill(3) }
    return fullestMember({ of, scale: 1, rows, ...whole }, hours)
  }

  test('is named with how much fuller it is', () => {
    // 80 over the mean of 80, 40 and 40.
    const found = find([row('1', 40, 40, 40, 40), row('2', 80, 80, 80, 80), row('3', 40, 40, 40, 40)])
    expect(found).toEqual({ member: '2', hoursShare: 1, timesMean: expect.closeTo(1.5, 9) })
  })

  test('is the one with the least that is free', () => {
    expect(find([row('1', 3, 3, 3, 3), row('2', 1, 1, 1, gap)], 'free')).toMatchObject({
      member: '2',
      hoursShare: 1,
    })
  })

  test.each([
    ['members that are alike', [row('1', 50, 50, 50, 50), row('2', 51, 51, 51, 51)]],
    ['members that take turns', [row('1', 80, 20, 80, 20), row('2', 20, 80, 20, 80)]],
    ['one member alone', [row('1', 80, 80, 80, 80)]],
    ['no samples', [row('1', gap, gap, gap, gap), row('2', gap, gap, gap, gap)]],
    ['no members', []],
  ])('is none of %s', (_, rows) => {
    expect(find(rows)).toBeUndefined()
  })
})
