/** Attribute values; `undefined` leaves the attribute out. */
export type Attributes = Readonly<Record<string, string | number | undefined>>

const entities: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
}

/** Text that is safe inside XML text and quoted attributes; characters that XML forbids are dropped. */
export function escapeXml(text: string): string {
  const allowed = text.replace(/[^\t\n\r\u0020-\uD7FF\uE000-\uFFFD\u{10000}-\u{10FFFF}]/gu, '')
  return allowed.replace(/[&<>"']/g, (character) => entities[character] ?? '')
}

/** A coordinate with one decimal: a tenth of a pixel is enough and keeps pages small. */
export function px(value: number): string {
  return String(Math.round(value * 10) / 10)
}

function attributeText(attributes: Attributes): string {
  return Object.entries(attributes)
    .filter(([, value]) => value !== undefined)
    .map(([name, value]) => ` ${name}="${typeof value === 'number' ? px(value) : escapeXml(String(value))}"`)
    .join('')
}

/** One element; `children` is markup that was built by these functions. */
export function element(name: string, attributes: Attributes, children = ''): string {
  return children === ''
    ? `<${name}${attributeText(attributes)}/>`
    : `<${name}${attributeText(attributes)}>${children}</${name}>`
}

/** A text element; the text is escaped here. */
export function text(content: string, attributes: Attributes): string {
  return element('text', attributes, escapeXml(content))
}

export function line(x1: number, y1: number, x2: number, y2: number, className: string): string {
  return element('line', { x1, y1, x2, y2, class: className })
}

export function circle(cx: number, cy: number, r: number, className: string): string {
  return element('circle', { cx, cy, r, class: className })
}

export type Point = readonly [x: number, y: number]

/** Path data of straight segments; a `null` point lifts the pen, so that a gap stays a gap. */
export function pathData(points: readonly (Point | null)[]): string {
  let data = ''
  let pen = false
  for (const point of points) {
    if (point) data += `${pen ? 'L' : 'M'}${px(point[0])} ${px(point[1])}`
    pen = point !== null
  }
  return data
}

/** A closed band between an upper and a lower edge of the same length. */
export function bandData(upper: readonly Point[], lower: readonly Point[]): string {
  return upper.length === 0 ? '' : `${pathData([...upper, ...[...lower].reverse()])}Z`
}

export type Drawing = {
  readonly width: number
  readonly height: number
  /** One sentence that says what the picture says. */
  readonly label: string
  readonly className?: string
  /** Fills its place and keeps its proportions; else it has exactly its size. */
  readonly fluid?: boolean
  readonly body: string
}

/** A whole picture: `role="img"` with its sentence. */
export function svg(drawing: Drawing): string {
  const { width, height, label, body } = drawing
  const names = ['ch', drawing.fluid ? 'fl' : '', drawing.className ?? ''].filter(Boolean).join(' ')
  return element(
    'svg',
    {
      class: names,
      width,
      height,
      viewBox: `0 0 ${px(width)} ${px(height)}`,
      role: 'img',
      'aria-label': label,
      xmlns: 'http://www.w3.org/2000/svg',
    },
    body,
  )
}
