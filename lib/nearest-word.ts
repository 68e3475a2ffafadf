/** `did you mean` for a word that is not among the known ones: those at most two letters away, nearest first. */
export function nearestWords(word: string, known: readonly string[]): string[] {
  return known
    .map((name) => ({ name, letters: distance(word, name) }))
    .filter(({ letters }) => letters <= 2)
    .sort((a, b) => a.letters - b.letters)
    .slice(0, 3)
    .map(({ name }) => name)
}

/** Levenshtein distance. */
function distance(a: string, b: string): number {
  let row = Array.from({ length: b.length + 1 }, (_, i) => i)
  for (let i = 1; i <= a.length; i++) {
    const next = [i]
    for (let j = 1; j <= b.length; j++) {
      const change = (row[j - 1] ?? 0) + (a[i - 1] === b[j - 1] ? 0 : 1)
      next.push(Math.min(change, (row[j] ?? 0) + 1, (next[j - 1] ?? 0) + 1))
    }
    row = next
  }
  return row[b.length] ?? 0
}
