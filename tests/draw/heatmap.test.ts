import { describe, expect, test } from 'vitest'
import { drawHeatmap, type Heatmap } from '#lib/draw/heatmap.ts'

const map: Heatmap = {
  label: 'Two nodes',
  width: 300,
  nameWidth: 100,
  rowHeight: 10,
  groups: [
    {
      name: 'node <1>',
      sub: 'pretrain',
      rows: [{ cells: ['h0', 'h7', 'hi', 'hf'] }, { cells: ['hx', 'h7'] }],
    },
    { name: 'n'.repeat(1_000), rows: [{ cells: ['h7', 'h7', 'h7', 'h7'] }] },
  ],
  ticks: [{ cell: 2, text: 'Mon 9 Nov' }],
}
const cellsOf = (svg: string, mark: string) =>
  [...(svg.match(new RegExp(`<path d="([^"]*)" class="${mark}"`))?.[1] ?? '').matchAll(/M/g)].length

describe('a heatmap', () => {
  test('draws every cell once, one path a mark', () => {
    const svg = drawHeatmap(map)
    expect(['h0', 'h7', 'hi', 'hf', 'hx'].map((mark) => cellsOf(svg, mark))).toEqual([1, 6, 1, 1, 1])
    expect(svg.match(/<path/g)).toHaveLength(5)
  })

  test('puts a cell under its time, with the width shared by all columns', () => {
    expect(drawHeatmap(map)).toContain('M150 2h49.2v9.2h-49.2z')
  })

  test('escapes and cuts names, and keeps a group as tall as its two lines', () => {
    const svg = drawHeatmap(map)
    expect(svg).toContain('node &lt;1&gt;')
    expect(svg).not.toContain('n'.repeat(25))
    expect(svg).toMatch(/viewBox="0 0 300 \d+"/)
  })

  test('draws nothing of nothing', () => {
    expect(drawHeatmap({ ...map, groups: [], ticks: [] })).not.toMatch(/NaN|Infinity|<path/)
  })
})
