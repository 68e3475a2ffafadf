import { expect, test } from 'vitest'
import { judgedDimensions } from '#lib/resources/judged-dimensions.ts'
import { sizingInput } from '#tests/support/sizing-input.ts'

const names = (facts: Readonly<Record<string, number>>) =>
  judgedDimensions(sizingInput('asg', { resource: { facts } }).resource).map(({ dimension }) => dimension)

test.each<[Readonly<Record<string, number>>, string[], string]>([
  [{ minSize: 30, maxSize: 30 }, ['cpu', 'memory'], 'a group of fixed size cannot run out of members'],
  [{ minSize: 6, maxSize: 30 }, ['cpu', 'memory', 'group-maximum'], 'a group that scales can'],
  [{}, ['cpu', 'memory', 'group-maximum'], 'so can one whose sizes are not known'],
])('%o is judged by %o (%s)', (facts, expected, _reason) => {
  expect(names(facts)).toEqual(expected)
})

test('every other class is judged by all of its dimensions', () => {
  const { resource } = sizingInput('rds-instance')
  expect(judgedDimensions(resource)).toHaveLength(5)
})
