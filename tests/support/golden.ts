import { mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { dirname } from 'node:path'
import { fileURLToPath } from 'node:url'
import { expect } from 'vitest'

/** Six significant figures: what a person reads, and not the last bit of a sum. */
function rounded(_key: string, value: unknown): unknown {
  return typeof value === 'number' && !Number.isInteger(value) ? Number(value.toPrecision(6)) : value
}

/** Compares a value with `tests/golden/NAME.json` as parsed JSON; GOLDEN=1 rewrites the file (format it afterwards). */
export function expectGolden(name: string, value: unknown): void {
  const path = fileURLToPath(new URL(`../golden/${name}.json`, import.meta.url))
  const text = `${JSON.stringify(value, rounded, 2)}\n`
  if (process.env.GOLDEN === '1') {
    mkdirSync(dirname(path), { recursive: true })
    writeFileSync(path, text)
  }
  expect(JSON.parse(text)).toEqual(JSON.parse(readFileSync(path, 'utf8')))
}
