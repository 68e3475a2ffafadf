/** A stretch `[from, to)` of a text. */
export type Span = { readonly from: number; readonly to: number }

/** The same text with comments, strings and heredocs blanked, so that braces and names in them are none. Same length. */
export function blanked(text: string): string {
  const blank = (part: string) => part.replace(/[^\n]/g, ' ')
  return text.replace(
    /#[^\n]*|\/\/[^\n]*|\/\*[\s\S]*?\*\/|<<-?(\w+)\n[\s\S]*?\n[ \t]*\1(?=\n|$)|"(?:\\.|\$\{[^}]*\}|[^"\\])*"/g,
    blank,
  )
}

/** The inside of the block whose opening brace stands at `open` of a blanked text. */
export function bodyOf(code: string, open: number): Span | undefined {
  let depth = 0
  for (let i = open; i < code.length; i++) {
    if (code[i] === '{') depth++
    if (code[i] === '}' && --depth === 0) return { from: open + 1, to: i }
  }
  return undefined
}

/** Places in a body that stand in no block, object or list within it. */
function* outermost(code: string, body: Span): Generator<number> {
  let depth = 0
  for (let i = body.from; i < body.to; i++) {
    const c = code[i] ?? ''
    if (depth === 0) yield i
    if ('{[('.includes(c)) depth++
    if ('}])'.includes(c)) depth--
  }
}

function matchAtLine(code: string, body: Span, line: RegExp): RegExpExecArray | undefined {
  for (const i of outermost(code, body)) {
    if (i !== body.from && code[i - 1] !== '\n') continue
    line.lastIndex = i
    const found = line.exec(code.slice(0, body.to))
    if (found) return found
  }
  return undefined
}

/** The inside of `name {` directly inside a block. */
export function blockSpan(code: string, body: Span, name: string): Span | undefined {
  const found = matchAtLine(code, body, new RegExp(`[ \\t]*${name}[ \\t]*\\{`, 'y'))
  return found && bodyOf(code, found.index + found[0].length - 1)
}

/** The inside of `kind "label" "label" {` at the outermost level of a file, by its labels. */
export function headedSpan(text: string, code: string, header: readonly string[]): Span | undefined {
  const [kind, ...labels] = header
  const quoted = labels.map((label) => `\\s+"?${label}"?`).join('')
  const pattern = new RegExp(`(?<=^|\\n)[ \\t]*${kind}${quoted}\\s*\\{`, 'g')
  for (const found of text.matchAll(pattern)) {
    const open = found.index + found[0].length - 1
    // In a comment or a string the brace is blank.
    if (code[open] === '{') return bodyOf(code, open)
  }
  return undefined
}

/** The value of `name = value` directly inside a block, not in blocks within it; without the comment after it. */
export function attributeSpan(text: string, code: string, body: Span, name: string): Span | undefined {
  const found = matchAtLine(code, body, new RegExp(`[ \\t]*${name}[ \\t]*=(?!=)[ \\t]*`, 'y'))
  return found && lineValue(text, found.index + found[0].trimEnd().length, body.to)
}

/** A literal or a reference on one line: a string, a number, a list of strings, `var.name`, `local.name`. */
function lineValue(text: string, equals: number, to: number): Span | undefined {
  const value =
    /[ \t]*("(?:\\.|[^"\\$])*"|-?\d+(?:\.\d+)?|(?:var|local)\.\w+|\[[ \t]*"[^"\\$]*"(?:[ \t]*,[ \t]*"[^"\\$]*")*[ \t]*\])[ \t]*(?=#|\/\/|\/\*|\n|$)/y
  value.lastIndex = equals
  const found = value.exec(text.slice(0, to))
  if (!found?.[1]) return undefined
  const from = equals + found[0].indexOf(found[1])
  return { from, to: from + found[1].length }
}
