import { describe, expect, test } from 'vitest'
import { union } from '#lib/store/coverage.ts'

const range = ([fromMs, toMs]: readonly [number, number]) => ({ fromMs, toMs })

describe('the union of what is covered and what is added', () => {
  test.each([
    { name: 'nothing before', stored: undefined, added: [5, 9], becomes: [5, 9] },
    { name: 'the same again', stored: [5, 9], added: [5, 9], becomes: [5, 9] },
    { name: 'inside', stored: [0, 9], added: [3, 5], becomes: [0, 9] },
    { name: 'around', stored: [3, 5], added: [0, 9], becomes: [0, 9] },
    { name: 'overlapping later', stored: [0, 5], added: [3, 9], becomes: [0, 9] },
    { name: 'overlapping earlier', stored: [3, 9], added: [0, 5], becomes: [0, 9] },
    { name: 'touching later', stored: [0, 5], added: [5, 9], becomes: [0, 9] },
    { name: 'touching earlier', stored: [5, 9], added: [0, 5], becomes: [0, 9] },
    { name: 'later with a hole between', stored: [0, 4], added: [5, 9], becomes: [5, 9] },
    { name: 'earlier with a hole between', stored: [5, 9], added: [0, 4], becomes: [5, 9] },
  ] as const)('$name: $stored and $added make $becomes', ({ stored, added, becomes }) => {
    expect(union(stored && range(stored), range(added))).toEqual(range(becomes))
  })
})
