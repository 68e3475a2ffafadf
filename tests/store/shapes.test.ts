import { expect, test } from 'vitest'
import type { Price, Shape } from '#lib/model/shape.ts'
import { readShapes, saveShapes } from '#lib/store/shapes.ts'
import { withDatabase } from '../support/database.ts'

withDatabase()

const large: Shape = {
  name: 'm7g.large',
  service: 'ec2',
  family: 'm7g',
  size: 'large',
  arch: 'arm64',
  currentGeneration: true,
  burstable: false,
  capacity: { cpu: 2, memory: 8, network: 0.937 },
  cpuScorePerVcpu: 21_000.5,
  cpuScoreDate: '2026-10-01',
}
const micro: Shape = { ...large, name: 'a1.micro', arch: 'x86_64', burstable: true, baselineVcpu: 0.2 }
const price: Price = {
  region: 'us-east-1',
  shape: 'm7g.large',
  key: 'linux',
  hourlyUsd: 0.0816,
  asOf: '2026-11-01',
}

test('a region offers nothing before the first pull', async () => {
  expect(await readShapes('us-east-1')).toEqual({ shapes: [], prices: [] })
})

test('shapes and prices come back as they were saved, by name, each region its own', async () => {
  await saveShapes('us-east-1', [large, micro], [price, { ...price, key: 'windows', hourlyUsd: 0.17 }])
  await saveShapes('eu-west-1', [large], [{ ...price, hourlyUsd: 0.09 }])
  const { shapes, prices } = await readShapes('us-east-1')
  expect(shapes).toEqual([micro, large])
  expect(prices).toMatchObject([price, { key: 'windows', hourlyUsd: 0.17 }])
  expect((await readShapes('eu-west-1')).prices).toMatchObject([{ hourlyUsd: 0.09 }])
})

test('a later pull updates what it names and keeps what it does not', async () => {
  await saveShapes('ap-southeast-2', [large, micro], [price])
  const changed = { ...large, currentGeneration: false }
  await saveShapes('ap-southeast-2', [changed], [{ ...price, hourlyUsd: 0.08, asOf: '2026-11-24' }])
  const { shapes, prices } = await readShapes('ap-southeast-2')
  expect(shapes).toEqual([micro, changed])
  expect(prices).toMatchObject([{ shape: 'm7g.large', key: 'linux', hourlyUsd: 0.08, asOf: '2026-11-24' }])
})

test('one price listed twice is no failure', async () => {
  await saveShapes('us-west-2', [large], [price, price])
  expect((await readShapes('us-west-2')).prices).toHaveLength(1)
})
