import { mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { dirname } from 'node:path'
import { fileURLToPath } from 'node:url'
import { describe, expect, test } from 'vitest'
import type { ResourceClass } from '#lib/model/resource.ts'
import { recommend } from '#lib/recommend/index.ts'
import { type SizingOptions, sizingInput } from '#tests/support/sizing-input.ts'

const stories: readonly [ResourceClass, SizingOptions][] = [
  ['ec2-instance', { demand: { cpu: { median: 1.6 }, memory: undefined } }],
  ['asg', { demand: { 'group-maximum': { median: 26, monthlyGrowth: 0.05 }, cpu: { median: 60 } } }],
  ['gpu-pool', { demand: { gpu: { median: 31, monthlyGrowth: 0.02 } } }],
  ['rds-instance', { demand: { storage: { median: 430, sigma: 0.03, monthlyGrowth: 0.06 } } }],
]

/** Six significant figures: what a person reads, and not the last bit of a sum. */
function rounded(_key: string, value: unknown): unknown {
  return typeof value === 'number' && !Number.isInteger(value) ? Number(value.toPrecision(6)) : value
}

/** JSON with lists of plain values on one line, as the formatter wants it. */
function jsonText(value: unknown): string {
  const plain = JSON.stringify(value, rounded, 2)
  const oneLine = plain.replace(
    /\[\s+([^[\]{}]+?)\s+\]/g,
    (_match, items: string) => `[${items.replace(/\s*\n\s*/g, ' ')}]`,
  )
  return `${oneLine}\n`
}

describe('whole recommendations (rewrite with GOLDEN=1)', () => {
  test.each(stories)('%s', (resourceClass, options) => {
    const path = fileURLToPath(new URL(`../golden/recommend/${resourceClass}.json`, import.meta.url))
    const text = jsonText(recommend(sizingInput(resourceClass, options)))
    if (process.env.GOLDEN === '1') {
      mkdirSync(dirname(path), { recursive: true })
      writeFileSync(path, text)
    }
    expect(JSON.parse(text)).toEqual(JSON.parse(readFileSync(path, 'utf8')))
  })
})
