import { inflateSync } from 'node:zlib'

type PdfObject = { readonly dictionary: string; readonly stream?: Buffer }

/** The text of every page of a PDF that Chromium wrote, in the order it was drawn, without spaces. */
export function pdfPages(pdf: Buffer): string[] {
  const objects = readObjects(pdf)
  const pages = [...objects.values()].filter(({ dictionary }) => /\/Type\s*\/Page\b/.test(dictionary))
  const fonts = new Map<string, ReadonlyMap<string, string>>()
  return pages.map((page) => drawnText(page, objects, fonts))
}

function readObjects(pdf: Buffer): Map<string, PdfObject> {
  const text = pdf.toString('latin1')
  const objects = new Map<string, PdfObject>()
  for (const found of text.matchAll(/(?<=^|\n)(\d+) 0 obj\n/g)) {
    const from = found.index + found[0].length
    const end = text.indexOf('endobj', from)
    const begin = text.indexOf('stream\n', from)
    const hasStream = begin !== -1 && begin < end
    const dictionary = text.slice(from, hasStream ? begin : end)
    const length = Number(/\/Length (\d+)/.exec(dictionary)?.[1])
    const stream = hasStream ? pdf.subarray(begin + 7, begin + 7 + length) : undefined
    objects.set(found[1] ?? '', { dictionary, ...(stream && { stream }) })
  }
  return objects
}

function contentOf({ dictionary, stream }: PdfObject): string {
  if (!stream) return ''
  return (dictionary.includes('/FlateDecode') ? inflateSync(stream) : stream).toString('latin1')
}

/** Names of a kind of resource and the objects they stand for: `F4`, `X6`. */
function namesIn(dictionary: string, kind: string): Map<string, string> {
  const inside = new RegExp(`/${kind}\\s*<<(.*?)>>`, 's').exec(dictionary)?.[1] ?? ''
  return new Map([...inside.matchAll(/\/(\w+) (\d+) 0 R/g)].map(([, name = '', id = '']) => [name, id]))
}

function drawnText(
  { dictionary, stream }: PdfObject,
  objects: ReadonlyMap<string, PdfObject>,
  fonts: Map<string, ReadonlyMap<string, string>>,
): string {
  const ref = (key: string) => objects.get(new RegExp(`/${key} (\\d+) 0 R`).exec(dictionary)?.[1] ?? '')
  const resources = ref('Resources')?.dictionary ?? dictionary
  const content = stream
    ? contentOf({ dictionary, stream })
    : contentOf(ref('Contents') ?? { dictionary: '' })
  const [fontIds, forms] = [namesIn(resources, 'Font'), namesIn(resources, 'XObject')]
  let letters: ReadonlyMap<string, string> = new Map()
  let text = ''
  for (const [, font, form, hex] of content.matchAll(/\/(\w+) [\d.]+ Tf|\/(\w+) Do|<([0-9A-Fa-f]+)>/g)) {
    if (font) letters = lettersOf(fontIds.get(font) ?? '', objects, fonts)
    const inner = form ? objects.get(forms.get(form) ?? '') : undefined
    if (inner && /\/Subtype\s*\/Form/.test(inner.dictionary)) text += drawnText(inner, objects, fonts)
    // Fonts with outlines have codes of one byte, others of two.
    const width = [...letters.keys()][0]?.length ?? 4
    const codes = hex?.match(new RegExp(`.{${width}}`, 'g')) ?? []
    text += codes.map((code) => letters.get(code.toUpperCase()) ?? '').join('')
  }
  return text.replace(/\s+/g, '')
}

/** What the glyphs of a font stand for, by its `ToUnicode` map. */
function lettersOf(
  id: string,
  objects: ReadonlyMap<string, PdfObject>,
  fonts: Map<string, ReadonlyMap<string, string>>,
): ReadonlyMap<string, string> {
  const known = fonts.get(id)
  if (known) return known
  const map = objects.get(/\/ToUnicode (\d+) 0 R/.exec(objects.get(id)?.dictionary ?? '')?.[1] ?? '')
  const letters = new Map<string, string>()
  const character = (hex: string) => Buffer.from(hex, 'hex').swap16().toString('utf16le')
  const text = map ? contentOf(map) : ''
  for (const [, block = ''] of text.matchAll(/beginbfchar\n(.*?)endbfchar/gs))
    for (const [, glyph = '', hex = ''] of block.matchAll(/<(\w{2,4})> <(\w+)>/g))
      letters.set(glyph.toUpperCase(), character(hex))
  for (const [, block = ''] of text.matchAll(/beginbfrange\n(.*?)endbfrange/gs)) {
    for (const [, first = '', last = '', hex = ''] of block.matchAll(/<(\w{2,4})> <(\w{2,4})> <(\w{4})>/g)) {
      const from = Number.parseInt(first, 16)
      for (let i = 0; from + i <= Number.parseInt(last, 16); i++)
        letters.set(
          (from + i).toString(16).toUpperCase().padStart(first.length, '0'),
          String.fromCharCode(Number.parseInt(hex, 16) + i),
        )
    }
  }
  fonts.set(id, letters)
  return letters
}
