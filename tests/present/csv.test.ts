import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { csv } from '#lib/present/csv.ts'

fc.configureGlobal({ seed: 20_261_122 })

/** A reader of RFC 4180, written for the test: a cell is quoted or plain and ends with a comma or CRLF. */
function readCsv(text: string): string[][] {
  const rows: string[][] = []
  let row: string[] = []
  for (const [, quoted, plain, end] of text.matchAll(/(?:"((?:[^"]|"")*)"|([^",\r\n]*))(,|\r\n)/g)) {
    row.push(quoted === undefined ? (plain ?? '') : quoted.replaceAll('""', '"'))
    if (end === ',') continue
    rows.push(row)
    row = []
  }
  return rows
}

describe('csv', () => {
  test('quotes commas, quotes and line breaks', () => {
    expect(csv(['a'], [['x,"y"\nz']])).toBe('a\r\n"x,""y""\nz"\r\n')
  })

  test.each(['=1+1', '+1', '-1', '@SUM(A1)', '\tx', '\rx', '＝1'])(
    'text %j cannot run as a formula',
    (text) => {
      expect(readCsv(csv(['a'], [[text]]))[1]).toEqual([`'${text}`])
    },
  )

  test('numbers keep their sign and digits; what is missing is empty', () => {
    expect(csv(['a', 'b', 'c', 'd'], [[-32_062.5, null, undefined, Number.NaN]])).toBe(
      'a,b,c,d\r\n-32062.5,,,\r\n',
    )
  })

  test('every text comes back as it was, with an apostrophe before what could run', () => {
    const stored = (text: string) => (/^[=+\-@\t\r\n]/.test(text) ? `'${text}` : text)
    const cells = fc.array(fc.array(fc.string(), { minLength: 2, maxLength: 2 }))
    fc.assert(
      fc.property(cells, (rows) => {
        expect(readCsv(csv(['a', 'b'], rows)).slice(1)).toEqual(rows.map((row) => row.map(stored)))
      }),
    )
  })
})
