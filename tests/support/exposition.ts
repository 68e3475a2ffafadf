export type Scraped = {
  readonly name: string
  readonly type: string
  readonly help: string
  readonly samples: readonly { readonly labels: Readonly<Record<string, string>>; readonly value: number }[]
}

const nameText = '[a-zA-Z_:][a-zA-Z0-9_:]*'
const labelText = '[a-zA-Z_][a-zA-Z0-9_]*="(?:[^"\\\\\\n]|\\\\[\\\\"n])*"'
const sampleLine = new RegExp(
  `^(${nameText})(?:\\{((?:${labelText}(?:,${labelText})*)?)\\})? ([+-]?(?:\\d+(?:\\.\\d+)?(?:e[+-]?\\d+)?|Inf)|NaN)$`,
)
const commentLine = new RegExp(`^# (HELP|TYPE) (${nameText}) (.*)$`)

/**
 * Reads the text format of Prometheus, version 0.0.4, strictly: every line has its form, TYPE comes before the samples, a
 * family stands in one piece, no series twice, the text ends with a line feed. Throws what is wrong.
 */
export function parseExposition(text: string): Map<string, Scraped> {
  if (!text.endsWith('\n')) throw new Error('the last line has no line feed')
  const families = new Map<
    string,
    { name: string; type: string; help: string; samples: Scraped['samples'][number][] }
  >()
  const seen = new Set<string>()
  let open = ''
  for (const line of text.slice(0, -1).split('\n')) {
    if (line === '') continue
    const [, kind, about = '', rest = ''] = commentLine.exec(line) ?? []
    if (kind === 'HELP') {
      if (families.has(about)) throw new Error(`${about} stands twice`)
      open = about
      families.set(about, { name: about, type: '', help: rest, samples: [] })
      continue
    }
    const family = families.get(open)
    if (kind === 'TYPE') {
      if (!family || about !== open || family.samples.length > 0) throw new Error(`out of place: ${line}`)
      if (!['gauge', 'counter'].includes(rest)) throw new Error(`no type: ${line}`)
      family.type = rest
      continue
    }
    const sample = sampleOf(line)
    if (!family || sample.name !== open || family.type === '') throw new Error(`out of place: ${line}`)
    if (seen.has(sample.key)) throw new Error(`a series stands twice: ${line}`)
    seen.add(sample.key)
    family.samples.push(sample)
  }
  return families
}

function sampleOf(line: string) {
  const [whole, name = '', inner = '', number = ''] = sampleLine.exec(line) ?? []
  if (whole === undefined) throw new Error(`not a sample: ${line}`)
  const pairs = [...inner.matchAll(/([a-zA-Z_]\w*)="((?:[^"\\\n]|\\[\\"n])*)"/g)]
  const entries = pairs.map(([, key = '', value = '']) => [key, unescaped(value)] as const)
  const labels = Object.fromEntries(entries)
  if (Object.keys(labels).length !== pairs.length) throw new Error(`a label stands twice: ${line}`)
  const key = `${name}${JSON.stringify(entries.toSorted(([a], [b]) => (a < b ? -1 : 1)))}`
  return { name, key, labels, value: Number(number.replace('Inf', 'Infinity')) }
}

function unescaped(text: string): string {
  return text.replace(/\\([\\"n])/g, (_, c: string) => (c === 'n' ? '\n' : c))
}
