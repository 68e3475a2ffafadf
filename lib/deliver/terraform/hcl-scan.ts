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

/** The value of `name = value` directly inside a block, not in blocks within it; without the comment after it. */
export function attributeSpan(text: string, body: Span, name: string): Span | undefined {
  const code = blanked(text)
  let depth = 0
  let lineStart = body.from
  for (let i = body.from; i < body.to; i++) {
    if (depth === 0 && i === lineStart) {
      const line = new RegExp(`[ \\t]*${name}[ \\t]*=[ \\t]*`, 'y')
      line.lastIndex = i
      const found = line.exec(code.slice(0, body.to))
      if (found) return lineValue(text, i + found[0].trimEnd().length, body.to)
    }
    if ('{[('.includes(code[i] ?? '')) depth++
    if ('}])'.includes(code[i] ?? '')) depth--
    if (code[i] === '\n') lineStart = i + 1
  }
  return undefined
}

/** A literal or a reference on one line: a string, a number, `var.name`. Anything longer is not told. */
function lineValue(text: string, equals: number, to: number): Span | undefined {
  const value = /[ \t]*("(?:\\.|[^"\\$])*"|-?\d+(?:\.\d+)?|var\.\w+)[ \t]*(?=#|\/\/|\/\*|\n|$)/y
  value.lastIndex = equals
  const found = value.exec(text.slice(0, to))
  if (!found?.[1]) return undefined
  const from = equals + found[0].indexOf(found[1])
  return { from, to: from + found[1].length }
}
