export type XmlValue = string | number | boolean | undefined | XmlObject | readonly XmlValue[]
export type XmlObject = { readonly [name: string]: XmlValue }

const escapes: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' }

function escapeXml(text: string): string {
  return text.replace(/[&<>"]/g, (c) => escapes[c] ?? c)
}

/** Elements of an object in order. A list repeats its element; `undefined` is left out. */
export function xmlText(value: XmlObject): string {
  let text = ''
  for (const [name, child] of Object.entries(value)) text += element(name, child)
  return text
}

function element(name: string, value: XmlValue): string {
  if (value === undefined) return ''
  if (isList(value)) return value.map((item) => element(name, item)).join('')
  const inner = typeof value === 'object' ? xmlText(value) : escapeXml(String(value))
  return `<${name}>${inner}</${name}>`
}

function isList(value: XmlValue): value is readonly XmlValue[] {
  return Array.isArray(value)
}

/** `Key`/`Value` elements of tags. */
export function tagElements(tags: Readonly<Record<string, string>>, key: string, value: string): XmlObject[] {
  return Object.entries(tags).map(([name, text]) => ({ [key]: name, [value]: text }))
}

export function isoTime(ms: number): string {
  return new Date(ms).toISOString()
}
