import { describe, expect, test } from 'vitest'
import { auroraCapacity } from '#lib/resources/aurora-cluster.ts'
import { auroraConnections, localStorageGib } from '#lib/resources/aurora-limits.ts'

describe('connections of one Aurora instance', () => {
  // Aurora User Guide: the table of Aurora MySQL; PostgreSQL LEAST(bytes / 9531392, 5000), 16 GiB = 1802.4.
  test.each([
    ['aurora-mysql', 2, 45],
    ['aurora-mysql', 4, 90],
    ['aurora-mysql', 8, 135],
    ['aurora-mysql', 16, 1000],
    ['aurora-mysql', 64, 3000],
    ['aurora-mysql', 256, 5000],
    ['aurora-mysql', 384, 6000],
    ['aurora-mysql', 512, 6000],
    ['aurora-mysql', 768, 7000],
    ['aurora', 16, 1000],
    ['aurora-postgresql', 16, 1802],
    ['aurora-postgresql', 64, 5000],
    ['docdb', 16, undefined],
  ])('%s with %d GiB allows %s', (engine, memoryGib, connections) => {
    expect(auroraConnections(engine, memoryGib)).toBe(connections)
  })
})

test.each([
  ['aurora-postgresql', 'db.r6g.large', 32],
  ['aurora-postgresql', 'db.r6g.16xlarge', 1008],
  ['aurora-postgresql', 'db.r7i.24xlarge', 1500],
  ['aurora-postgresql', 'db.r7i.32xlarge', undefined],
  ['aurora-postgresql', 'db.r8g.48xlarge', 3072],
  ['aurora-postgresql', 'db.t3.medium', 7.5],
  ['aurora-postgresql', 'db.t4g.large', 16.5],
  ['aurora-postgresql', 'db.serverless', undefined],
  ['aurora-postgresql', 'db.m5.large', undefined],
  ['aurora-mysql', 'db.r6g.large', 32],
  ['aurora-mysql', 'db.r6g.xlarge', 80],
  ['aurora-mysql', 'db.r5.24xlarge', 1920],
  ['aurora-mysql', 'db.x2g.large', 40],
  ['aurora-mysql', 'db.x2g.16xlarge', 1280],
  ['aurora-mysql', 'db.t3.medium', 32],
  ['aurora', 'db.r5.2xlarge', 160],
])('%s on %s has local storage of %s GiB', (engine, name, gib) => {
  expect(localStorageGib(engine, name)).toBe(gib)
})

test('what is not published of a class is absent and not zero', () => {
  const options = { engine: 'aurora-mysql', databaseClass: 'db.z9.large', members: 2 }
  expect(auroraCapacity({ ...options, cpu: 2, memory: undefined })).toEqual({ cpu: 4 })
})
