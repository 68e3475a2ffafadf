/** One sentence per parameter that is not among `known`, with the nearest known name. */
export function unknownParameters(given: Iterable<string>, known: readonly string[]): readonly string[] {
  return [...new Set(given)]
    .filter((name) => !known.includes(name))
    .map((name) => {
      const short = name.slice(0, 40)
      const near = known
        .map((word) => ({ word, edits: distance(short, word) }))
        .sort((a, b) => a.edits - b.edits)[0]
      const hint = near && near.edits <= 2 ? `did you mean "${near.word}"?` : `known are ${known.join(', ')}.`
      return `"${short}" is not a parameter: ${hint}`
    })
}

/** Edits between two words (Levenshtein). */
function distance(a: string, b: string): number {
  let row = Array.from({ length: b.length + 1 }, (_, i) => i)
  for (let i = 1; i <= a.length; i++) {
    const next = [i]
    for (let j = 1; j <= b.length; j++) {
      const replaced = (row[j - 1] ?? 0) + (a[i - 1] === b[j - 1] ? 0 : 1)
      next.push(Math.min(replaced, (row[j] ?? 0) + 1, (next[j - 1] ?? 0) + 1))
    }
    row = next
  }
  return row[b.length] ?? 0
}
