import { describe, expect, test } from 'vitest'
import { recommend } from '#lib/recommend/index.ts'
import { sizingInput } from '#tests/support/sizing-input.ts'

const small = { cpu: { median: 1.6 }, memory: { median: 9 } }

describe('what is not bought as Linux on demand', () => {
  test('Windows is not compared at the prices of Linux', () => {
    const { recommended, abstention } = recommend(
      sizingInput('ec2-instance', {
        demand: small,
        resource: { facts: { state: 'running', zone: 'us-east-1a', platform: 'Windows' } },
      }),
    )
    expect(recommended).toBeUndefined()
    expect(abstention?.text).toBe(
      'No list price for m7i.2xlarge with Windows in us-east-1: sizes cannot be compared.',
    )
  })

  test('of Spot members it is said that what they cost, and what a change saves, is less', () => {
    const spotMembers = 3
    const { evidence } = recommend(
      sizingInput('asg', { resource: { facts: { minSize: 6, maxSize: 30, desired: 10, spotMembers } } }),
    )
    expect(evidence.find(({ title }) => title === 'Spot')?.text).toBe(
      '3 of 10 members are bought on the Spot market. Dollars here are list prices on demand: what is paid, and what a change saves, is less.',
    )
  })

  test('of one member of a Multi-AZ DB cluster no size is offered', () => {
    const input = sizingInput('rds-instance', { demand: { cpu: { median: 0.4 }, storage: { median: 20 } } })
    const facts = { ...input.resource.facts, multiAz: false, multiAzCluster: 'orders' }
    const { options, evidence } = recommend({ ...input, resource: { ...input.resource, facts } })
    expect(options.map(({ id }) => id)).toEqual(['present'])
    expect(evidence.find(({ title }) => title === 'Member')?.text).toContain('Multi-AZ DB cluster orders')
  })
})
