import { GetObjectCommand, ListObjectsV2Command, S3Client } from '@aws-sdk/client-s3'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { WorldObject } from '#lib/simulate/cost-line.ts'
import type { Simulator } from '#lib/simulate/index.ts'
import { clientOf, startTiny } from '#tests/support/simulator.ts'
import { tinyAccounts, tinyWorld } from '#tests/support/tiny-world.ts'

const objects: readonly WorldObject[] = [
  ...Array.from({ length: 1200 }, (_, i) => ({
    key: `many/${String(i).padStart(4, '0')}.csv`,
    etag: '"e"',
    modifiedMs: 0,
    body: () => new Uint8Array(i),
  })),
  {
    key: 'data/BILLING_PERIOD=2026-11/a b.csv.gz',
    etag: '"abc"',
    modifiedMs: Date.UTC(2026, 10, 20, 4),
    body: () => Uint8Array.from([0, 255, 10, 13, 128]),
  },
]

let simulator: Simulator
let client: S3Client
beforeAll(async () => {
  const accounts = tinyAccounts.map((account) => ({ ...account, deniedActions: [] }))
  const world = {
    ...tinyWorld,
    accounts,
    objects: (_account: string, bucket: string) => (bucket === 'costs' ? objects : undefined),
  }
  simulator = await startTiny({ world })
  client = new S3Client({ ...clientOf(simulator), forcePathStyle: true })
})
afterAll(async () => {
  client.destroy()
  await simulator.close()
})

describe('ListObjectsV2', () => {
  test('lists what is below a prefix', async () => {
    const answer = await client.send(new ListObjectsV2Command({ Bucket: 'costs', Prefix: 'data/' }))
    expect(answer).toMatchObject({ KeyCount: 1, IsTruncated: false })
    expect(answer.Contents).toEqual([
      {
        Key: 'data/BILLING_PERIOD=2026-11/a b.csv.gz',
        ETag: '"abc"',
        Size: 5,
        LastModified: new Date('2026-11-20T04:00:00Z'),
        StorageClass: 'STANDARD',
      },
    ])
  })

  test('gives a thousand keys a page', async () => {
    const first = await client.send(new ListObjectsV2Command({ Bucket: 'costs', Prefix: 'many/' }))
    expect(first.Contents).toHaveLength(1000)
    const second = await client.send(
      new ListObjectsV2Command({
        Bucket: 'costs',
        Prefix: 'many/',
        ContinuationToken: first.NextContinuationToken,
      }),
    )
    expect(second.Contents?.map(({ Key }) => Key).at(0)).toBe('many/1000.csv')
    expect(second.NextContinuationToken).toBeUndefined()
  })
})

test('GetObject gives the bytes as they are', async () => {
  const { Body } = await client.send(
    new GetObjectCommand({ Bucket: 'costs', Key: 'data/BILLING_PERIOD=2026-11/a b.csv.gz' }),
  )
  expect(await Body?.transformToByteArray()).toEqual(Uint8Array.from([0, 255, 10, 13, 128]))
})

test.each([
  ['NoSuchKey', { Bucket: 'costs', Key: 'nothing' }],
  ['NoSuchBucket', { Bucket: 'other', Key: 'nothing' }],
])('says %s', async (name, input) => {
  await expect(client.send(new GetObjectCommand(input))).rejects.toMatchObject({ name })
})

test('the ledger names the IAM action of a listing', () => {
  expect(new Set(simulator.ledger.map(({ action }) => action))).toEqual(
    new Set(['s3:ListBucket', 's3:GetObject']),
  )
})
