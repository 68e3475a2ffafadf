import { beforeEach, expect, test } from 'vitest'
import { type Actor, system } from '#lib/model/actor.ts'
import type { Commitment } from '#lib/model/commitment.ts'
import type { Economics } from '#lib/model/economics.ts'
import type { SecondOpinion } from '#lib/model/second-opinion.ts'
import { dayMs } from '#lib/model/time.ts'
import { database } from '#lib/store/client.ts'
import { listCommitments, readCommitmentDays, saveCommitments } from '#lib/store/commitments.ts'
import { readEconomics, saveEconomics } from '#lib/store/economics.ts'
import { saveInventory } from '#lib/store/inventory.ts'
import { readSecondOpinions, saveSecondOpinions } from '#lib/store/second-opinions.ts'
import { withDatabase } from '../support/database.ts'
import { inventoryOf, nowMs, resourceOf } from './estate-rows.ts'

withDatabase()

beforeEach(async () => {
  await database().pool.query('TRUNCATE second_opinion, commitment, commitment_day')
})

const arn = 'arn:aws:ec2:us-east-1:111122223333:instance/i-1'
const opinion: SecondOpinion = {
  source: 'compute-optimizer',
  accountId: '111122223333',
  resourceArn: arn,
  asOfMs: nowMs,
  finding: 'OVER_PROVISIONED',
  reasons: ['CPUOverprovisioned'],
  currentShape: 'm7i.2xlarge',
  recommendedShape: 'm7i.large',
  savingMonthlyUsd: 220.5,
  lookbackDays: 14,
}
const plan: Commitment = {
  id: 'sp-1',
  kind: 'savings-plan',
  accountId: '111122223333',
  appliesTo: 'compute',
  committedHourlyUsd: 12.5,
  startMs: nowMs - 100 * dayMs,
  endMs: nowMs + 200 * dayMs,
  payment: 'No Upfront',
  state: 'active',
}

test('an opinion is kept with its date: the newest of each source is shown, the older ones stay', async () => {
  await saveSecondOpinions([opinion])
  const newer = { ...opinion, asOfMs: nowMs + dayMs, finding: 'OPTIMIZED' }
  await saveSecondOpinions([newer, { ...opinion, source: 'cost-optimization-hub' }])
  const shown = await readSecondOpinions(system, arn)
  expect(shown.map(({ source, finding }) => [source, finding])).toEqual([
    ['compute-optimizer', 'OPTIMIZED'],
    ['cost-optimization-hub', 'OVER_PROVISIONED'],
  ])
  expect(shown[1]).toEqual({ ...opinion, source: 'cost-optimization-hub' })
  const { rows } = await database().pool.query('SELECT count(*)::int AS n FROM second_opinion')
  expect(rows[0]?.n).toBe(3)
})

test('the same opinion read twice is one row', async () => {
  await saveSecondOpinions([opinion, opinion])
  await saveSecondOpinions([opinion])
  expect(await readSecondOpinions(system, arn)).toEqual([opinion])
})

test('an opinion is told only to those who see its resource', async () => {
  const own = resourceOf('aaaaaaaaaa', { team: 'payments' })
  await saveInventory(inventoryOf([own]))
  await saveSecondOpinions([{ ...opinion, resourceArn: own.arn }, opinion])
  const viewer: Actor = { id: 'v', role: 'viewer', teams: ['payments'] }
  expect(await readSecondOpinions(viewer, own.arn)).toHaveLength(1)
  expect(await readSecondOpinions({ ...viewer, teams: ['search'] }, own.arn)).toEqual([])
  expect(await readSecondOpinions(viewer, arn)).toEqual([])
})

test('a commitment that AWS no longer names has gone, unless something could not be read', async () => {
  const both = [plan, { ...plan, id: 'sp-2', endMs: nowMs + 20 * dayMs }]
  const save = (commitments: readonly Commitment[], complete: boolean, at: number) =>
    saveCommitments({ accountId: plan.accountId, commitments, days: [], complete, nowMs: at })
  await save(both, true, nowMs)
  expect((await listCommitments(system)).map(({ id }) => id)).toEqual(['sp-2', 'sp-1'])
  await save([plan], false, nowMs + dayMs)
  expect(await listCommitments(system)).toHaveLength(2)
  await save([plan], true, nowMs + 2 * dayMs)
  expect(await listCommitments(system)).toEqual([plan])
})

test('the coverage of a day is restated in place', async () => {
  const day = { day: '2026-11-20', coveredUsd: 100, onDemandUsd: 50, committedUsd: 80, unusedUsd: 2 }
  const save = (days: (typeof day)[]) =>
    saveCommitments({ accountId: '111122223333', commitments: [], days, complete: true, nowMs })
  await save([day])
  await save([{ ...day, onDemandUsd: 55 }])
  const read = await readCommitmentDays(system, { fromDay: '2026-11-20', toDay: '2026-11-21' })
  expect(read).toEqual([{ ...day, onDemandUsd: 55 }])
})

test('viewers of some teams are told nothing of what the organization has committed to', async () => {
  const days = [{ day: '2026-11-22', coveredUsd: 100, onDemandUsd: 50, committedUsd: 80, unusedUsd: 2 }]
  await saveCommitments({ accountId: plan.accountId, commitments: [plan], days, complete: true, nowMs })
  await saveEstimate(nowMs)
  const window = { fromDay: '2026-11-22', toDay: '2026-11-23' }
  const viewer = { id: 'viewer', role: 'viewer', teams: ['alpha'] } as const
  const told = async (actor: Actor) => [
    await listCommitments(actor),
    await readCommitmentDays(actor, window),
    await readEconomics(actor),
  ]
  expect(await told(viewer)).toEqual([[], [], undefined])
  expect(await told({ ...viewer, teams: [] })).toEqual([[], [], undefined])
  expect(await told(system)).toEqual([[plan], days, { usdMonthly: 7, asOfMs: nowMs }])
})

async function saveEstimate(atMs: number): Promise<void> {
  await saveEconomics({ usdMonthly: 7 } as Economics, { runId: 1, nowMs: atMs })
}
