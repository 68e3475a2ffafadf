import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { instancesFor, instancesNeeded, studyLevels } from '#lib/autoscale/index.ts'
import { trackingAt } from '#lib/model/scaling.ts'

const room = { vcpu: 8, memoryGib: 30 }
const of = (vcpu: number, memoryGib: number, count: number) => ({ vcpu, memoryGib, count })

describe('packing of tasks on instances', () => {
  test.each([
    ['none needs none', [], 0],
    ['eight of one vCPU fill one', [of(1, 3, 8)], 1],
    ['the ninth opens another', [of(1, 3, 9)], 2],
    // 30 GiB hold three of 10 GiB, whatever CPU is left.
    ['memory decides where it is full first', [of(1, 10, 4)], 2],
    ['small ones fill what large ones leave', [of(5, 10, 2), of(3, 10, 2)], 2],
    ['two of five vCPU share no instance', [of(5, 2, 4)], 4],
  ] as const)('%s', (_, tasks, instances) => {
    expect(instancesFor(tasks, room)).toBe(instances)
  })

  test('a task larger than an instance has no place', () => {
    expect(instancesFor([of(9, 1, 1)], room)).toBeUndefined()
    expect(instancesFor([of(9, 1, 0)], room)).toBe(0)
  })

  test('never fewer than what is reserved in all, and one more task never needs fewer', () => {
    const size = fc.record({
      vcpu: fc.constantFrom(0.25, 0.5, 1, 2, 4),
      memoryGib: fc.constantFrom(0.5, 1, 2, 4, 8),
      count: fc.integer({ min: 0, max: 20 }),
    })
    fc.assert(
      fc.property(fc.array(size, { minLength: 1, maxLength: 4 }), (tasks) => {
        const found = instancesFor(tasks, room) ?? 0
        const total = (part: 'vcpu' | 'memoryGib') =>
          tasks.reduce((sum, one) => sum + one.count * one[part], 0)
        expect(found).toBeGreaterThanOrEqual(Math.ceil(total('vcpu') / room.vcpu - 1e-9))
        expect(found).toBeGreaterThanOrEqual(Math.ceil(total('memoryGib') / room.memoryGib - 1e-9))
      }),
      { seed: 5, numRuns: 200 },
    )
  })

  test('period by period, with a gap where the tasks of one are not known', () => {
    const services = [
      { vcpu: 1, memoryGib: 3, tasks: [8, 9, 4] },
      { vcpu: 2, memoryGib: 6, tasks: [0, 0, Number.NaN] },
    ]
    expect([...instancesNeeded(services, room)]).toEqual([1, 2, Number.NaN])
  })
})

describe('both levels', () => {
  const day = 1440
  // 16 tasks by night and 48 by day: 2 and 6 instances.
  const tasks = Array.from({ length: 7 * day }, (_, t) => (t % day >= 480 && t % day < 1200 ? 48 : 16))
  const fewer = tasks.map((count) => count / 2)
  const rule = { ...trackingAt(1), metric: 'reservation', outMinutes: 1, inShare: 1 } as const
  const provider = { min: 1, max: 20, warmupMinutes: 5, rules: [rule] }
  const study = studyLevels({
    services: [{ name: 'web', vcpu: 1, memoryGib: 3, inForce: tasks, recommended: fewer }],
    room,
    provider: { inForce: provider, recommended: { ...provider, rules: [{ ...rule, target: 0.8 }] } },
    weekMinute: 0,
    memberHourlyUsd: 1,
  })
  const rowOf = (services: string, at: string) => {
    const found = study.find((one) => one.services === services && one.provider === at)
    if (!found) throw new Error(`no row of ${services} and ${at}`)
    return found
  }

  test('half of the tasks need half of the instances', () => {
    expect(study).toHaveLength(4)
    // 12 h of 2 and 12 h of 6 instances at $1 are $96 a day, and a quarter of an hour more on the way down.
    expect(rowOf('in-force', 'in-force').monthlyUsd).toBeCloseTo((730 / 24) * 97, -2)
    const ratio = rowOf('recommended', 'in-force').monthlyUsd / rowOf('in-force', 'in-force').monthlyUsd
    expect(ratio).toBeCloseTo(0.5, 2)
  })

  test('tasks wait while their instances warm up; a lower target leaves room for some', () => {
    const full = rowOf('in-force', 'in-force')
    // Once a day until the alarm rings and five minutes of warm-up.
    expect(full.waitingMinutesMonthly).toBeGreaterThan((730 / 24) * 4)
    expect(full.waitingMinutesMonthly).toBeLessThan((730 / 24) * 8)
    const roomy = rowOf('in-force', 'recommended')
    expect(roomy.monthlyUsd).toBeGreaterThan(full.monthlyUsd)
    // 48 tasks need 6 instances; at 80 % there are 8.
    expect([full.mostMembers, roomy.mostMembers]).toEqual([6, 8])
  })
})
