import type { FilePatch } from './patch-terraform.ts'

/**
 * The changed lines of each file with the line before them, as a unified diff. Patches replace values on their line, so that
 * both texts have the same lines.
 */
export function lineDiff(files: readonly FilePatch[]): string {
  return files.map(fileDiff).join('')
}

function fileDiff({ path, before, after }: FilePatch): string {
  const [was, is] = [before.split('\n'), after.split('\n')]
  const changed = was.flatMap((line, i) => (line === is[i] ? [] : [i]))
  const hunks = changed.reduce<number[][]>((all, i) => {
    const last = all.at(-1)
    if (last?.at(-1) === i - 1) last.push(i)
    else all.push([i])
    return all
  }, [])
  const text = hunks.map((lines) => {
    const first = lines[0] ?? 0
    const context = first > 0 ? 1 : 0
    const range = `${first + 1 - context},${lines.length + context}`
    return [
      `@@ -${range} +${range} @@`,
      ...(context ? [` ${was[first - 1]}`] : []),
      ...lines.map((i) => `-${was[i]}`),
      ...lines.map((i) => `+${is[i]}`),
    ].join('\n')
  })
  return `--- a/${path}\n+++ b/${path}\n${text.join('\n')}\n`
}
