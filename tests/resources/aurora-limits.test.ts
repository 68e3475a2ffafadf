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
    ['aurora', 16, 1000],
    ['aurora-postgresql', 16, 1802],
    ['aurora-postgresql', 64, 5000],
    ['docdb', 16, undefined],
  ])('%s with %d GiB allows %s', (engine, memoryGib, connections) => {
    expect(auroraConnections(engine, memoryGib)).toBe(connections)
  })
})

test.each([
  ['db.r6g.large', 32],
  ['db.r6g.16xlarge', 1008],
  ['db.r7i.24xlarge', 1500],
  ['db.r7i.32xlarge', undefined],
  ['db.r8g.48xlarge', 3072],
  ['db.t3.medium', 7.5],
  ['db.t4g.large', 16.5],
  ['db.serverless', undefined],
  ['db.m5.large', undefined],
])('%s has local storage of %s GiB', (name, gib) => {
  expect(localStorageGib(name)).toBe(gib)
})

test('what is not published of a class is absent and not zero', () => {
  const options = { engine: 'aurora-mysql', databaseClass: 'db.z9.large', members: 2 }
  expect(auroraCapacity({ ...options, cpu: 2, memory: undefined })).toEqual({ cpu: 4 })
})
