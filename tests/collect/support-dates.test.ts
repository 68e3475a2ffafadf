import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { afterEach, describe, expect, test } from 'vitest'
import type { Inventory } from '#lib/collect/index.ts'
import { readSupportCalendar } from '#lib/collect/inventory/support-dates.ts'
import { eksWorld } from '#tests/support/eks-world.ts'
import { tinyAccounts, tinyNowMs } from '#tests/support/tiny-world.ts'
import { openHastyAws, openTiny } from './open.ts'

const closing: (() => unknown)[] = []
afterEach(async () => {
  for (const close of closing.splice(0)) await close()
})

async function inventoryOf(deniedActions: readonly string[]): Promise<Inventory> {
  const accounts = tinyAccounts.map((account) => ({ ...account, deniedActions }))
  const opened = await openTiny({ world: { ...eksWorld, accounts } })
  closing.push(opened.close)
  return opened.collector.inventory(opened.account('shop'), tinyNowMs)
}

const factsOf = ({ resources }: Inventory, name: string) =>
  resources.find((resource) => resource.name === name)?.facts ?? {}

describe('the dates of support', () => {
  test('are those of AWS where it tells them', async () => {
    const found = await inventoryOf([])
    expect(factsOf(found, 'orders')).toMatchObject({ engine: 'postgres', supportSource: 'aws' })
    expect(factsOf(found, 'prod/general')).toMatchObject({
      supportEndsOn: '2026-07-29',
      extendedSupportEndsOn: '2027-07-29',
      supportSource: 'aws',
    })
    expect(found.problems).toEqual([])
  })

  test('are those of the table where it refuses; the refusal is named and hides no resource', async () => {
    const actions = ['rds:DescribeDBMajorEngineVersions', 'eks:DescribeClusterVersions']
    const found = await inventoryOf(actions)
    expect(factsOf(found, 'orders')).toMatchObject({ supportSource: 'table' })
    expect(factsOf(found, 'prod/general')).toMatchObject({
      supportEndsOn: '2026-07-29',
      supportSource: 'table',
    })
    const named = found.problems.map(({ action }) => action)
    expect([...new Set(named)].sort()).toEqual([...actions].sort())
    const whole = found.complete.filter(({ region }) => region === 'us-east-1')
    expect(whole.map(({ resourceClass }) => resourceClass)).toContain('rds-instance')
  })

  test('are not asked for where there is nothing to support', async () => {
    const aws = openHastyAws()
    closing.push(aws.close)
    const account = { id: '444455556666', name: 'shop', regions: ['us-east-1'], payer: false }
    const attempt = () => Promise.reject(new Error('asked all the same'))
    const region = aws.at({ account, region: 'us-east-1' })
    const calendar = await readSupportCalendar(region, { attempt, databases: false, clusters: false })
    expect(calendar.engineDates('postgres', '16.6')).toBeUndefined()
  })
})

const lifecycle = (kind: string, from: string, to: string) =>
  `<SupportedEngineLifecycle><LifecycleSupportName>open-source-rds-${kind}-support</LifecycleSupportName><LifecycleSupportStartDate>${from}T00:00:00Z</LifecycleSupportStartDate><LifecycleSupportEndDate>${to}T23:59:59.999Z</LifecycleSupportEndDate></SupportedEngineLifecycle>`
const version = (engine: string, major: string, lifecycles: string) =>
  `<DBMajorEngineVersion><Engine>${engine}</Engine><MajorEngineVersion>${major}</MajorEngineVersion><SupportedEngineLifecycles>${lifecycles}</SupportedEngineLifecycles></DBMajorEngineVersion>`

/** As the two services write them: PostgreSQL 17 of the AWS CLI's example, an engine without dates, a version of EKS. */
const engines = [
  version(
    'postgres',
    '17',
    lifecycle('standard', '2024-11-14', '2030-02-28') + lifecycle('extended', '2030-03-01', '2033-02-28'),
  ),
  version('mariadb', '11.4', lifecycle('standard', '2024-10-01', '2029-05-31')),
  version('sqlserver-ee', '13.00', ''),
].join('')
const kubernetes = {
  clusterVersions: [
    {
      clusterVersion: '1.36',
      endOfStandardSupportDate: 1_809_302_400,
      endOfExtendedSupportDate: 1_840_838_400,
    },
    { clusterVersion: '1.37' },
  ],
}

test('the answers of RDS and EKS are read as they are written', async () => {
  const server = createServer((request, response) => {
    if (request.url?.startsWith('/cluster-versions')) return response.end(JSON.stringify(kubernetes))
    const result = `<DescribeDBMajorEngineVersionsResult><DBMajorEngineVersions>${engines}</DBMajorEngineVersions></DescribeDBMajorEngineVersionsResult>`
    return response.end(
      `<DescribeDBMajorEngineVersionsResponse xmlns="http://rds.amazonaws.com/doc/2014-10-31/">${result}</DescribeDBMajorEngineVersionsResponse>`,
    )
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  closing.push(
    () => server.close(),
    () => server.closeAllConnections(),
  )
  process.env.AWS_ENDPOINT_URL = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
  const aws = openHastyAws()
  closing.push(aws.close)
  const account = { id: '444455556666', name: 'shop', regions: ['us-east-1'], payer: false }
  const region = aws.at({ account, region: 'us-east-1' })
  const calendar = await readSupportCalendar(region, {
    attempt: (_, read) => Promise.resolve(read()),
    databases: true,
    clusters: true,
  })
  expect(calendar.engineDates('postgres', '17.6')).toEqual({
    standardEndsOn: '2030-02-28',
    chargedFrom: '2030-03-01',
    extendedEndsOn: '2033-02-28',
  })
  expect(calendar.engineDates('mariadb', '11.4.5')).toEqual({ standardEndsOn: '2029-05-31' })
  expect(calendar.engineDates('sqlserver-ee', '13.00.1')).toBeUndefined()
  expect(calendar.kubernetesDates('1.36')).toEqual({
    supportEndsOn: '2027-05-03',
    extendedSupportEndsOn: '2028-05-02',
  })
  expect(calendar.kubernetesDates('1.37')).toBeUndefined()
})
