import { describe, expect, test } from 'vitest'
import { duePeriods, readyPeriods, startPeriods } from '#jobs/due.ts'
import { jobs } from '#jobs/index.ts'
import type { Estate } from '#jobs/job.ts'
import { dayMs } from '#lib/model/time.ts'

const account = (id: string, payer: boolean) => ({ id, name: id, regions: ['us-east-1'], payer })
const estate: Estate = {
  accounts: [account('111122223333', true), account('444455556666', false)],
  teamTagKeys: ['team'],
}
const nowMs = Date.UTC(2026, 10, 25, 14, 5)
const day = Date.UTC(2026, 10, 25)

describe('duePeriods', () => {
  test('makes one period a job and scope, of the day or week in which now falls', () => {
    const due = duePeriods(jobs, estate, nowMs)
    expect(due).toContainEqual({ job: 'collect-inventory', scope: '111122223333', periodMs: day })
    expect(due).toContainEqual({ job: 'forecast', scope: '', periodMs: day })
    expect(due.filter(({ job }) => job === 'collect-costs').map(({ scope }) => scope)).toEqual([
      '111122223333',
    ])
  })

  test('makes up for a missed day once: after three days off there is one period, not three', () => {
    const later = duePeriods(jobs, estate, nowMs + 3 * dayMs)
    expect(later.filter(({ job }) => job === 'forecast')).toEqual([
      { job: 'forecast', scope: '', periodMs: day + 3 * dayMs },
    ])
  })
})

describe('startPeriods', () => {
  test('are of what runs whenever a worker starts, at the minute, and newer than the day', () => {
    const started = startPeriods(jobs, estate, nowMs + 31_000)
    expect(started).toEqual([{ job: 'apply-config', scope: '', periodMs: nowMs }])
    expect(nowMs).toBeGreaterThan(day)
  })
})

describe('readyPeriods', () => {
  test('lets collection begin first and holds what stands on it', () => {
    const ready = readyPeriods(jobs, duePeriods(jobs, estate, nowMs)).map(({ job }) => job)
    expect(new Set(ready)).toEqual(
      new Set(['apply-config', 'collect-inventory', 'collect-shapes', 'collect-costs']),
    )
  })

  test('lets an account go on whose own inventory is done while another is still read', () => {
    const due = duePeriods(jobs, estate, nowMs).filter(
      ({ job, scope }) => job !== 'collect-inventory' || scope === '444455556666',
    )
    const samples = readyPeriods(jobs, due).filter(({ job }) => job === 'collect-samples')
    expect(samples.map(({ scope }) => scope)).toEqual(['111122223333'])
    expect(readyPeriods(jobs, due).some(({ job }) => job === 'forecast')).toBe(false)
  })

  test('lets recommend begin when only later jobs are left', () => {
    const due = duePeriods(jobs, estate, nowMs).filter(({ job }) =>
      ['recommend', 'collect-fine-samples', 'maintain'].includes(job),
    )
    expect(readyPeriods(jobs, due).map(({ job }) => job)).toEqual(['recommend'])
  })

  test('names only jobs that exist in what a job comes after', () => {
    const names = jobs.map(({ name }) => name)
    for (const { schedule } of jobs) expect(names).toEqual(expect.arrayContaining([...schedule.after]))
  })
})
