import { describe, expect, test } from 'vitest'
import { dayMs } from '#lib/model/time.ts'
import { openEstate } from '#lib/simulate/estate/estate.ts'
import { stories } from '#lib/simulate/estate/stories.ts'
import { instanceType } from '#lib/simulate/facts/instance-types.ts'
import type { WorldKind } from '#lib/simulate/world-things.ts'
import { frame } from './truth.ts'

const world = openEstate(frame)
const shop = { accountId: '444455556666', region: 'us-east-1', nowMs: frame.anchorMs }
const data = { accountId: '777788889999', region: 'us-east-1', nowMs: frame.anchorMs }

function things<Kind extends WorldKind>(place: typeof shop, kind: Kind) {
  return world.things?.(place, kind) ?? []
}

describe('the subnet of the checkout fleet', () => {
  const at = (days: number) =>
    things({ ...shop, nowMs: frame.anchorMs + days * dayMs }, 'subnet').find(
      ({ tags }) => tags.Name === 'checkout-nodes-use1a',
    )

  test('has 3 of 123 addresses left and takes 14 a month', () => {
    expect(at(0)).toMatchObject({ cidr: '10.40.8.0/25', freeAddresses: 3 })
    expect(at(-30)?.freeAddresses).toBe(17)
    expect(at(-400)?.freeAddresses).toBe(123)
    expect(at(30)?.freeAddresses).toBe(0)
    expect(stories.find(({ id }) => id === 'addresses')?.resources).toEqual(['checkout-api-asg'])
  })
})

test('81 % of the raised quota of Standard vCPU are in use', () => {
  const quota = things(shop, 'service-quota').find(({ code }) => code === 'L-1216C47A')
  const used = world
    .instances(shop)
    .filter(({ instanceType: name, state }) => state === 'running' && /^[acdhimrtz]\d/.test(name))
    .reduce((sum, { instanceType: name }) => sum + instanceType(name).vcpu, 0)
  expect(used / (quota?.value ?? 0)).toBeGreaterThan(0.8)
  expect(used / (quota?.value ?? 0)).toBeLessThanOrEqual(0.81)
})

test('a Capacity Block of GPUs ends in 40 days, a Capacity Reservation is half used', () => {
  const [block] = things(data, 'capacity-reservation')
  expect(block).toMatchObject({ kind: 'capacity-block', instanceType: 'p5.48xlarge', total: 4, available: 0 })
  const days = ((block?.endMs ?? 0) - frame.anchorMs) / dayMs
  expect(days).toBeGreaterThan(40)
  expect(days).toBeLessThan(41)
  const [peak] = things(shop, 'capacity-reservation')
  expect(peak).toMatchObject({ kind: 'default', total: 24, available: 12 })
  expect(peak?.endMs).toBeUndefined()
})
