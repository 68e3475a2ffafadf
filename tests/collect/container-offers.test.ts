import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { Price, Shape } from '#lib/model/shape.ts'
import { fargateSizes } from '#lib/resources/fargate-sizes.ts'
import { endpointPrices } from '#lib/simulate/facts/sagemaker-prices.ts'
import { type Opened, openTiny } from './open.ts'

let opened: Opened
let shapes: readonly Shape[]
let prices: readonly Price[]

beforeAll(async () => {
  opened = await openTiny()
  const found = await opened.collector.shapes(opened.account('shop'), 'eu-west-1')
  shapes = found.shapes
  prices = found.prices
})
afterAll(() => opened.close())

const priceOf = (shape: string, key: string) => prices.find((one) => one.shape === shape && one.key === key)

describe('Fargate', () => {
  test('has every size on both architectures, and no Windows', () => {
    const found = shapes.filter(({ service }) => service === 'fargate')
    expect(found).toHaveLength(2 * fargateSizes.length)
    expect(new Set(found.map(({ arch }) => arch))).toEqual(new Set(['x86_64', 'arm64']))
  })

  test('costs its vCPU-hours and GB-hours', () => {
    // 2 x 0.04048 + 8 x 0.004445 and 2 x 0.03238 + 8 x 0.00356; Windows would cost 15 % more.
    expect(priceOf('fargate-2vcpu-8gb', 'fargate')?.hourlyUsd).toBeCloseTo(0.11652, 9)
    expect(priceOf('fargate-arm-2vcpu-8gb', 'fargate')?.hourlyUsd).toBeCloseTo(0.09324, 9)
    expect(priceOf('fargate-2vcpu-8gb', 'fargate')).toMatchObject({ region: 'eu-west-1', asOf: '2026-08-01' })
  })
})

describe('SageMaker hosting', () => {
  test('has the capacity of the EC2 type and the price of hosting, not of training', () => {
    const shape = shapes.find(({ name }) => name === 'ml.g5.12xlarge')
    expect(shape).toMatchObject({ service: 'sagemaker', family: 'ml.g5', gpuModel: 'NVIDIA A10G' })
    expect(shape?.capacity).toMatchObject({ cpu: 48, memory: 192, gpu: 4 })
    expect(priceOf('ml.g5.12xlarge', 'hosting')?.hourlyUsd).toBeCloseTo(7.09, 9)
    expect(prices.filter(({ shape: name }) => name === 'ml.g5.12xlarge')).toHaveLength(1)
  })

  test('marks prices that were derived, and only those', () => {
    expect(priceOf('ml.g5.12xlarge', 'hosting')?.derived).toBeUndefined()
    expect(priceOf('ml.c6i.2xlarge', 'hosting')).toMatchObject({ derived: true })
    const derived = prices.filter(({ key, derived: marked }) => key === 'hosting' && marked)
    expect(derived).toHaveLength(endpointPrices.filter((price) => price.derived).length)
  })
})
