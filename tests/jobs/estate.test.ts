import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { estateOf, readEstate, withListedAccounts } from '#jobs/estate.ts'
import { openEstates } from '#jobs/estates.ts'
import type { Collector } from '#lib/collect/index.ts'
import { parseConfig } from '#lib/config.ts'
import { setEnvironment } from '#lib/env.ts'
import type { Account, Problem } from '#lib/model/account.ts'
import { dayMs, hourMs } from '#lib/model/time.ts'
import { saveAccounts } from '#lib/store/accounts.ts'
import { database } from '#lib/store/client.ts'
import { withDatabase } from '../support/database.ts'

withDatabase()

const folder = mkdtempSync(join(tmpdir(), 'headroom-estate-'))
beforeAll(() => {
  mkdirSync(join(folder, 'catalog', 'shop'), { recursive: true })
  const entity = (name: string, owner: string, annotation = '') =>
    `kind: Component\nmetadata:\n  name: ${name}\n${annotation}spec:\n  owner: ${owner}\n`
  const annotated = '  annotations:\n    aws.amazon.com/amazon-ecs-service-tags: app=web,env=prod\n'
  writeFileSync(
    join(folder, 'catalog', 'catalog-info.yaml'),
    `${entity('orders-api', 'group:default/checkout')}---\n${entity('web', 'growth', annotated)}`,
  )
  writeFileSync(join(folder, 'catalog', 'shop', 'catalog-info.yml'), entity('search', 'group:search'))
  writeFileSync(join(folder, 'catalog', 'shop', 'other.yaml'), entity('unread', 'nobody'))
})
afterAll(() => rmSync(folder, { recursive: true, force: true }))

const estate = (yaml: string) =>
  estateOf(parseConfig(yaml, 'headroom.yaml'), { externalId: 'headroom-made', folder })

describe('the estate of a configuration', () => {
  test('gives each account its role, its regions and the external id', () => {
    const { accounts } = estate(`regions: [us-east-1, eu-west-1]
accounts:
  - { id: "111122223333", role: "arn:aws:iam::{account}:role/HeadroomReader" }
  - { id: "444455556666", regions: [us-west-2], role: "arn:aws:iam::444455556666:role/R", externalId: own-1 }
  - { id: "777788889999", payer: true, name: payer }
`)
    expect(accounts).toEqual([
      {
        id: '111122223333',
        name: '111122223333',
        payer: false,
        regions: ['us-east-1', 'eu-west-1'],
        roleArn: 'arn:aws:iam::111122223333:role/HeadroomReader',
        externalId: 'headroom-made',
      },
      {
        id: '444455556666',
        name: '444455556666',
        payer: false,
        regions: ['us-west-2'],
        roleArn: 'arn:aws:iam::444455556666:role/R',
        externalId: 'own-1',
      },
      { id: '777788889999', name: 'payer', payer: true, regions: ['us-east-1', 'eu-west-1'] },
    ])
  })

  test('asks no proof of the external id where the configuration says so', () => {
    const { accounts } = estate(`requireExternalId: false
accounts: [{ id: "111122223333", regions: [us-east-1], role: "arn:aws:iam::{account}:role/R" }]
`)
    expect(accounts[0]).toMatchObject({ externalId: 'headroom-made', externalIdRequired: false })
  })

  test('takes another endpoint than AWS at its word, unless the configuration asks for the proof', () => {
    const yaml =
      'accounts: [{ id: "111122223333", regions: [us-east-1], role: "arn:aws:iam::{account}:role/R" }]'
    for (const [url, required] of [
      ['http://127.0.0.1:4566', false],
      ['https://sts.us-east-1.amazonaws.com', undefined],
    ] as const) {
      setEnvironment({ AWS_ENDPOINT_URL: url })
      expect(estate(yaml).accounts[0]?.externalIdRequired).toBe(required === false ? false : undefined)
      expect(estate(`requireExternalId: true\n${yaml}`).accounts[0]?.externalIdRequired).toBeUndefined()
    }
    setEnvironment({ AWS_ENDPOINT_URL: '' })
  })

  test('hands on what other parts need', () => {
    const found =
      estate(`costs: [{ kind: cost-explorer }, { kind: cur, location: "s3://bills/cur" }, { kind: focus, location: ./focus }]
kubernetes: [{ cluster: prod, account: "111122223333", snapshot: "./snapshots/prod" }]
budget: { monthlyUsd: 5 }
secondOpinion: false
`)
    expect(found).toMatchObject({
      costSources: [
        { kind: 'cost-explorer' },
        { kind: 'cur', location: 's3://bills/cur' },
        { kind: 'focus', location: join(folder, 'focus') },
      ],
      kubernetes: [
        { cluster: 'prod', accountId: '111122223333', snapshot: join(folder, 'snapshots', 'prod') },
      ],
      monthlyUsdMax: 5,
      secondOpinion: false,
    })
  })

  test('reads the owners of a catalogue below its folder', () => {
    const { ownership, teamTagKeys } = estate(`ownership:
  teams: [{ tag: team }, { tag: service, catalog: catalog }]
`)
    const rule = ownership?.teams[1]
    if (rule?.kind !== 'catalog') throw new Error('the second rule is no catalogue')
    expect(rule.tag).toBe('service')
    expect([...rule.catalog.components]).toEqual([
      ['orders-api', 'checkout'],
      ['web', 'growth'],
      ['search', 'search'],
    ])
    expect(rule.catalog.tagged).toEqual([
      {
        tags: [
          ['app', 'web'],
          ['env', 'prod'],
        ],
        team: 'growth',
      },
    ])
    expect(teamTagKeys).toEqual(['team'])
  })

  test('names a catalogue that is not there', () => {
    expect(() => estate('ownership: { teams: [{ catalog: missing.yaml }] }\n')).toThrow(
      /There is no catalogue at .*missing\.yaml/,
    )
  })

  test('takes the tags of `teamTags` where there are no rules', () => {
    expect(estate('teamTags: [squad]\n').ownership?.teams).toEqual([{ kind: 'tag', tag: 'squad' }])
  })
})

test('the external id is random, and the same at every start', async () => {
  writeFileSync(join(folder, 'headroom.yaml'), 'accounts: []\n')
  setEnvironment({ HEADROOM_CONFIG: join(folder, 'headroom.yaml') })
  const [first, second] = await Promise.all([readEstate(), readEstate()])
  expect(first.externalId).toMatch(/^headroom-[0-9a-f]{48}$/)
  expect(second.externalId).toBe(first.externalId)
  await database().prisma.installation.deleteMany({ where: { key: 'externalId' } })
  expect((await readEstate()).externalId).not.toBe(first.externalId)
})

const organized = `regions: [us-east-1]
organization: { payer: "111122223333", role: "arn:aws:iam::{account}:role/R" }
accounts: [{ id: "444455556666", name: ours, regions: [eu-west-1], role: "arn:aws:iam::444455556666:role/Own" }]
`

const listed = (id: string): Account => ({ id, name: `listed ${id}`, regions: ['us-east-1'], payer: false })

/** A collector that can list an organization and nothing else. */
function collectorOf(answers: readonly { accounts?: readonly Account[]; problems?: readonly Problem[] }[]) {
  let asked = 0
  const organization = async () => {
    const { accounts, problems = [] } = answers[Math.min(asked, answers.length - 1)] ?? {}
    asked += 1
    return { accounts, problems }
  }
  return { collector: { organization } as unknown as Collector, asked: () => asked }
}

describe('the accounts of an organization', () => {
  test('join those of the configuration, which count where both name one', async () => {
    const { collector } = collectorOf([{ accounts: [listed('444455556666'), listed('777788889999')] }])
    const { accounts } = await withListedAccounts(estate(organized), collector)
    expect(accounts.map(({ id, name, payer }) => [id, name, payer])).toEqual([
      ['444455556666', 'ours', false],
      ['111122223333', '111122223333', true],
      ['777788889999', 'listed 777788889999', false],
    ])
  })

  test('are those that were listed last where they cannot be listed, and the problem says so', async () => {
    await saveAccounts([listed('888899990000')], Date.UTC(2026, 10, 25))
    const problem = { scope: '111122223333', code: 'aws-denied', text: 'denied' }
    const { collector } = collectorOf([{ problems: [problem] }])
    const { accounts, problems } = await withListedAccounts(estate(organized), collector)
    expect(accounts.map(({ id }) => id)).toEqual(['444455556666', '111122223333', '888899990000'])
    expect(problems).toEqual([problem])
  })

  test('are listed once for all who ask, daily, and after an hour where it failed', async () => {
    let nowMs = Date.UTC(2026, 10, 25)
    const problem = { scope: '111122223333', code: 'aws-denied', text: 'denied' }
    const { collector, asked } = collectorOf([
      { accounts: [listed('777788889999')] },
      { problems: [problem] },
      { accounts: [] },
    ])
    const estates = openEstates({ configured: estate(organized), collector, clock: () => nowMs })
    const askedAt = async (ms: number) => {
      nowMs += ms
      await Promise.all([estates.current(), estates.current()])
      return asked()
    }
    expect(await askedAt(0)).toBe(1)
    expect(await askedAt(dayMs - 1)).toBe(1)
    expect(await askedAt(1)).toBe(2)
    expect(await askedAt(hourMs - 1)).toBe(2)
    expect(await askedAt(1)).toBe(3)
  })

  test('are not asked for where no organization is configured', async () => {
    const { collector, asked } = collectorOf([{}])
    const plain = estate('accounts: []\n')
    expect(await withListedAccounts(plain, collector)).toBe(plain)
    expect(asked()).toBe(0)
  })
})
