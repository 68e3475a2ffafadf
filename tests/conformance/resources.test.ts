import { describe, expect, test } from 'vitest'
import type { Conversion } from '#lib/model/measure.ts'
import { type ResourceClass, resourceClasses } from '#lib/model/resource.ts'
import { classDefinitions } from '#lib/resources/index.ts'
import { sizingInput } from '#tests/support/sizing-input.ts'

function metricsOf(conversion: Conversion): readonly string[] {
  if (conversion.kind === 'percent-of-members') return [conversion.metric, conversion.members]
  if (conversion.kind === 'worst-member') return [conversion.metric, ...(conversion.plus ?? [])]
  return 'metrics' in conversion ? conversion.metrics : [conversion.metric]
}

describe.each([...resourceClasses])('resource class %s', (resourceClass: ResourceClass) => {
  const definition = classDefinitions[resourceClass]
  const { resource, shapes } = sizingInput(resourceClass)
  const present = shapes.find((shape) => shape.name === resource.shape)

  test('is registered under its own name with a label', () => {
    expect(definition.resourceClass).toBe(resourceClass)
    expect(definition.label).toMatch(/^[A-Z]{2,4}\d?$/)
  })

  test('names every metric and every dimension once', () => {
    const keys = definition.metrics.map((metric) => metric.key)
    const dimensions = definition.dimensions.map((one) => one.dimension)
    expect(new Set(keys).size).toBe(keys.length)
    expect(new Set(dimensions).size).toBe(dimensions.length)
    expect(dimensions.length).toBeGreaterThan(0)
  })

  test('converts only from metrics that it defines', () => {
    const keys = definition.metrics.map((metric) => metric.key)
    for (const { conversion } of definition.dimensions)
      for (const key of metricsOf(conversion)) expect(keys).toContain(key)
  })

  test('counts members only over metrics per member', () => {
    const perMember = definition.metrics.filter((metric) => metric.per === 'member').map((one) => one.key)
    for (const { conversion } of definition.dimensions)
      if (conversion.kind === 'count-above') expect(perMember).toContain(conversion.metric)
  })

  test('scales are positive and finite', () => {
    for (const { conversion } of definition.dimensions)
      if ('scale' in conversion) {
        expect(conversion.scale).toBeGreaterThan(0)
        expect(Number.isFinite(conversion.scale)).toBe(true)
      }
  })

  test('describes a resource in words and finds its price key', () => {
    expect(definition.describe(resource)).not.toMatch(/undefined|NaN/)
    expect(definition.priceKey(resource)).toMatch(/^[a-z]/)
  })

  test.skipIf(definition.sizing === 'none')(
    'fits the shape it has, without effort across architectures being less than within',
    () => {
      if (present === undefined) throw new Error(`no shape ${resource.shape} in the catalogue`)
      expect(definition.fits(resource, present)).toBe(true)
      const other = {
        ...present,
        name: 'other',
        arch: present.arch === 'arm64' ? 'x86_64' : 'arm64',
      } as const
      const order = ['none', 'low', 'medium', 'high']
      const [within, across] = [present, other].map((to) => definition.effort(resource, present, to))
      expect(order.indexOf(across ?? 'none')).toBeGreaterThanOrEqual(order.indexOf(within ?? 'none'))
      expect(definition.downtime(resource, present, present).length).toBeGreaterThan(0)
    },
  )

  test('never fits a shape of another service', () => {
    const foreign = shapes.find((shape) => shape.service !== definition.service)
    if (foreign === undefined) throw new Error('the catalogue has one service only')
    expect(definition.fits(resource, foreign)).toBe(false)
  })
})
