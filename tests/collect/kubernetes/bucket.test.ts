import { afterAll, beforeAll, expect, test } from 'vitest'
import type { Aws } from '#lib/collect/aws.ts'
import { readClusterSnapshots } from '#lib/collect/kubernetes/read-clusters.ts'
import type { World } from '#lib/simulate/world.ts'
import { tinyNowMs, tinyWorld } from '#tests/support/tiny-world.ts'
import { type Opened, openHastyAws, openTiny } from '../open.ts'

const node = {
  metadata: { name: 'node-1', labels: { 'karpenter.sh/nodepool': 'elastic' } },
  spec: { providerID: 'aws:///us-east-1a/i-0b1' },
  status: { allocatable: { cpu: '4', memory: '16Gi', pods: '58' } },
}
const body =
  (...items: readonly object[]) =>
  () =>
    new TextEncoder().encode(JSON.stringify({ items }))
const object = (key: string, read: () => Uint8Array) => ({
  key,
  etag: `"${key.length}"`,
  modifiedMs: tinyNowMs - 60_000,
  body: read,
})

const world: World = {
  ...tinyWorld,
  objects: (accountId, bucket) =>
    accountId === '444455556666' && bucket === 'snapshots'
      ? [object('clusters/prod/nodes.json', body(node)), object('clusters/prod/pods.json', body())]
      : undefined,
}

let opened: Opened
let aws: Aws
beforeAll(async () => {
  opened = await openTiny({ world })
  aws = openHastyAws()
})
afterAll(async () => {
  aws.close()
  await opened.close()
})

const read = (snapshot: string, accountId?: string) =>
  readClusterSnapshots({
    aws,
    account: opened.account('shop'),
    sources: [{ cluster: 'prod', snapshot, ...(accountId === undefined ? {} : { accountId }) }],
    nowMs: tinyNowMs,
  })

test('a snapshot below a prefix of a bucket is read as one in a folder', async () => {
  const { snapshots, problems } = await read('s3://snapshots/clusters/prod', '444455556666')
  expect(problems).toEqual([])
  expect(snapshots).toMatchObject([{ cluster: 'prod', takenMs: tinyNowMs - 60_000, unread: [] }])
  expect(snapshots[0]?.nodes.map(({ instanceId }) => instanceId)).toEqual(['i-0b1'])
})

test('a bucket that is not there is named and stops nothing', async () => {
  const { snapshots, problems } = await read('s3://absent/clusters/prod')
  expect(snapshots).toEqual([])
  expect(problems).toHaveLength(1)
  expect(problems[0]).toMatchObject({ scope: '444455556666', action: 's3:GetObject' })
})

test('the cluster of another account is not read with this one', async () => {
  expect(await read('s3://snapshots/clusters/prod', '111122223333')).toEqual({ snapshots: [], problems: [] })
})
