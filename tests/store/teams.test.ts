import { beforeAll, describe, expect, test } from 'vitest'
import type { Actor } from '#lib/model/actor.ts'
import { system } from '#lib/model/actor.ts'
import { dayMs, isoDay } from '#lib/model/time.ts'
import { saveAccounts } from '#lib/store/accounts.ts'
import { readCosts, saveCosts } from '#lib/store/costs.ts'
import { listFleet } from '#lib/store/fleet.ts'
import { saveOutcomes } from '#lib/store/forecasts.ts'
import { readFreshness } from '#lib/store/freshness.ts'
import { saveInventory } from '#lib/store/inventory.ts'
import { readPolicy } from '#lib/store/policies.ts'
import { saveRecommendation } from '#lib/store/recommendations.ts'
import { readResourceDetail } from '#lib/store/resource-detail.ts'
import { beatRun, finishRun, startRun } from '#lib/store/runs.ts'
import { withDatabase } from '../support/database.ts'
import {
  accountId,
  changeOf,
  inventoryOf,
  nowMs,
  recommendationOf,
  resourceOf,
  seriesOf,
} from './estate-rows.ts'

withDatabase()

/** Stands in everything that another team owns: no answer to this viewer may hold it. */
const canary = 'canary-of-another-team'
const viewer: Actor = { id: 'ana', role: 'viewer', teams: ['payments', 'search'] }
const stranger: Actor = { id: 'ben', role: 'viewer', teams: [] }

const secret = resourceOf('secret', {
  team: canary,
  name: `${canary} database`,
  nativeId: `${canary}-native`,
  arn: `arn:${canary}`,
  tags: { team: canary },
  facts: { engine: canary },
  region: 'eu-west-1',
})
const secretUntagged = resourceOf('untagged', { team: undefined, tags: {}, name: `${canary} untagged` })
const own = resourceOf('own', { name: 'own database' })
const member = resourceOf('member', { memberOf: 'own', name: 'own member' })
const denied = {
  scope: accountId,
  code: 'aws-denied',
  text: 'rds:DescribeDBInstances is refused',
  action: 'rds:DescribeDBInstances',
}

beforeAll(async () => {
  await saveAccounts(
    [{ id: accountId, name: 'shop', regions: ['us-east-1', 'eu-west-1'], payer: true }],
    nowMs,
  )
  await saveInventory(
    inventoryOf([secret, secretUntagged, own, member], {
      series: [secret, own].map(({ id }) => seriesOf(id)),
      changes: [secret, own].map(({ id }) => ({
        resourceId: id,
        changes: [changeOf(9, { actor: `${canary}-${id}` })],
      })),
    }),
  )
  for (const { id, name } of [secret, secretUntagged, own]) {
    const evidence = [{ title: name, text: name }]
    await saveRecommendation({ runId: 1, ...recommendationOf(id, { evidence }) })
    const text = `No samples of ${name}.`
    const outcome = {
      kind: 'abstention',
      resourceId: id,
      asOfMs: nowMs,
      reason: 'no-samples',
      text,
      observedDays: 0,
    } as const
    await saveOutcomes({ runId: 1, resourceId: id, asOfMs: nowMs, outcomes: [{ dimension: 'cpu', outcome }] })
  }
  const day = (key: string, usd: number) =>
    ({ day: isoDay(nowMs - dayMs), accountId, grouping: 'team', key, usd, estimated: false }) as const
  await saveCosts(
    [
      day(canary, 100),
      day('payments', 40),
      day('', 10),
      { ...day(`${canary} service`, 150), grouping: 'service' },
    ],
    isoDay(nowMs),
  )
  const problems = [secret, own].map(({ name }) => ({
    scope: name,
    code: 'forecast-failed',
    text: `${name}: no answer`,
  }))
  await finishRun(await startRun('forecast', '', nowMs), {
    nowMs,
    state: 'done',
    counts: {},
    problems: [...problems, denied],
  })
  const running = await startRun('recommend', '', nowMs)
  await beatRun(running, { nowMs, done: 1, total: 3, note: secret.name })
})

describe('a viewer of some teams', () => {
  test('never reads of another team, whatever is asked', async () => {
    const answers = {
      fleet: await listFleet(viewer),
      details: await Promise.all([secret, secretUntagged].map(({ id }) => readResourceDetail(viewer, id))),
      freshness: await readFreshness(viewer, nowMs),
      costs: await readCosts(viewer),
      policy: await readPolicy(viewer),
    }
    expect(JSON.stringify(answers)).not.toContain(canary)
    expect(answers.details).toEqual([undefined, undefined])
  })

  test('sees their own resources, members and all', async () => {
    expect((await listFleet(viewer)).map(({ resource }) => resource)).toEqual([own])
    expect((await readResourceDetail(viewer, 'own'))?.resource).toEqual(own)
    expect((await readResourceDetail(viewer, 'member'))?.resource).toEqual(member)
  })

  test('sees the problems of their resources and what AWS refuses, and how far the work is', async () => {
    const { problems, running, resourceCount, regionCount } = await readFreshness(viewer, nowMs)
    expect(problems.map(({ scope }) => scope)).toEqual(['own database', accountId])
    expect(running).toEqual([{ job: 'recommend', done: 1, total: 3, note: '' }])
    expect({ resourceCount, regionCount }).toEqual({ resourceCount: 1, regionCount: 1 })
  })

  test('sees the cost of their teams', async () => {
    expect(await readCosts(viewer)).toEqual({
      days: [{ day: isoDay(nowMs - dayMs), usd: 40, estimated: false }],
      byTeam: [{ team: 'payments', usdLast30: 40 }],
      untaggedShare: null,
    })
  })
})

test('a viewer of no team sees nothing, not even what is untagged', async () => {
  expect(await listFleet(stranger)).toEqual([])
  expect(await readResourceDetail(stranger, 'untagged')).toBeUndefined()
  expect(await readCosts(stranger)).toEqual({ days: [], byTeam: [], untaggedShare: null })
  expect(await readFreshness(stranger, nowMs)).toMatchObject({
    resourceCount: 0,
    regionCount: 0,
    problems: [denied],
  })
})

describe('who sees everything', () => {
  test('reads of every team: the canaries are alive', async () => {
    const answers = [
      await listFleet(system),
      await readResourceDetail(system, 'secret'),
      await readCosts(system),
    ]
    for (const answer of answers) expect(JSON.stringify(answer)).toContain(canary)
    const freshness = await readFreshness(system, nowMs)
    expect(freshness.problems.map(({ scope }) => scope)).toEqual([secret.name, own.name, accountId])
    expect(freshness.running[0]?.note).toBe(secret.name)
  })

  test('reads a resource with its account, timeline and the reason for having no forecast', async () => {
    expect(await readResourceDetail(system, 'own')).toMatchObject({
      accountName: 'shop',
      changes: [{ shape: 'm7g.xlarge' }],
      dimensions: [
        { dimension: 'cpu', forecast: undefined, abstention: { text: 'No samples of own database.' } },
      ],
      summary: { finding: 'right-sized' },
    })
    expect(await readResourceDetail(system, 'unknown')).toBeUndefined()
  })
})
