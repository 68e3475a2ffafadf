import { describe, expect, test } from 'vitest'
import { drawStrip, type StripTone } from '#lib/draw/strip.ts'

const draw = (dots: readonly { scaled: number; tone: StripTone }[]) =>
  drawStrip({ rows: [{ name: 'EC2', count: dots.length, dots }], label: 'Use by class', width: 350 })
const marks = (svg: string) => [...svg.matchAll(/<circle/g)].length
const same = (count: number, tone: StripTone) => Array.from({ length: count }, () => ({ scaled: 40, tone }))

describe('the strip', () => {
  test('draws a dot per resource', () => {
    expect(marks(draw([...same(12, 'later'), { scaled: 70, tone: 'watch' }]))).toBe(13)
  })

  test('draws no more in one place than can be told apart, in proportion', () => {
    const svg = draw([...same(400, 'later'), ...same(200, 'save')])
    expect(marks(svg)).toBe(30)
    expect(svg.match(/c-save/g)).toHaveLength(10)
  })

  test('never leaves out the gravest of a place', () => {
    expect(draw([...same(5_000, 'later'), { scaled: 40, tone: 'risk' }])).toContain('class="dr"')
  })

  test('keeps its dots inside the row', () => {
    const ys = [...draw(same(3_000, 'later')).matchAll(/cy="([\d.]+)"/g)].map(([, y]) => Number(y))
    expect(Math.min(...ys)).toBeGreaterThanOrEqual(6)
    expect(Math.max(...ys)).toBeLessThanOrEqual(44)
  })
})
