import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { bandData, element, escapeXml, pathData, svg, text } from '#lib/draw/svg.ts'

fc.configureGlobal({ seed: 20_261_122 })

describe('escapeXml', () => {
  test('leaves nothing that could open a tag, an entity or an attribute', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (raw) => {
        const safe = escapeXml(raw).replaceAll(/&(amp|lt|gt|quot|#39);/g, '')
        expect(safe).not.toMatch(/[&<>"']/)
      }),
    )
  })

  test('drops characters that XML forbids', () => {
    expect(escapeXml('a\u0000b\u001Bc\uFFFEd\uD800e')).toBe('abcde')
  })

  test('keeps other scripts and emoji', () => expect(escapeXml('データ 🚀')).toBe('データ 🚀'))
})

describe('elements', () => {
  test('a hostile name stays text and stays inside its attribute', () => {
    const hostile = '"><script>alert(1)</script>'
    expect(text(hostile, { x: 1 })).toBe('<text x="1">&quot;&gt;&lt;script&gt;alert(1)&lt;/script&gt;</text>')
    expect(svg({ width: 1, height: 1, label: hostile, body: '' })).not.toContain('<script')
  })

  test('coordinates keep a tenth of a pixel, undefined attributes are left out', () => {
    expect(element('rect', { x: 1.26, y: 2, rx: undefined })).toBe('<rect x="1.3" y="2"/>')
  })

  test('a picture has a role and a sentence', () => {
    const picture = svg({ width: 10, height: 5, label: 'One sentence', body: '<g/>' })
    expect(picture).toContain('role="img"')
    expect(picture).toContain('aria-label="One sentence"')
  })
})

describe('paths', () => {
  test('a gap lifts the pen', () => {
    expect(pathData([[0, 0], [1, 1], null, [3, 3], [4, 4]])).toBe('M0 0L1 1M3 3L4 4')
  })

  test('a band closes along its lower edge', () => {
    expect(
      bandData(
        [
          [0, 1],
          [2, 1],
        ],
        [
          [0, 3],
          [2, 3],
        ],
      ),
    ).toBe('M0 1L2 1L2 3L0 3Z')
  })
})
