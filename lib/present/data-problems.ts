import type { Problem } from '#lib/model/account.ts'
import type { Run } from '#lib/model/run.ts'
import { cell, type DataCell, type DataTable } from './data-table.ts'
import { count, plural } from './format.ts'

type Met = Problem & { readonly job: string }

/** Problems of the newest runs, those of one cause in one line with their number and names. */
export function problemTable(runs: readonly Run[]): DataTable {
  const met = runs.flatMap(({ job, problems }) => problems.map((one) => ({ ...one, job })))
  const groups = [...Map.groupBy(met, causeOf).values()].sort((a, b) => b.length - a.length)
  return {
    key: 'problems',
    title: 'Problems',
    sub: 'Of the newest run of each job, one line a cause',
    head: ['Cause', 'Number', 'What to do'],
    numeric: [1],
    rows: groups.map((group) => [causeCell(group), numberCell(group), cell(adviceOf(group))]),
    empty: { title: 'No problem', text: 'Every newest run ended without one.' },
    wide: true,
  }
}

/** What AWS refuses in one place is one cause; other texts are, apart from the names and numbers in them. */
function causeOf({ job, code, scope, text }: Met): string {
  if (code === 'aws-denied') return `${code} ${scope}`
  return `${job} ${code} ${text.replaceAll(scope, '').replaceAll(/[\w.:/-]*\d[\w.:/-]*/g, '#')}`
}

function causeCell(group: readonly Met[]): DataCell {
  const first = group[0]
  if (!first) return cell('')
  const jobs = [...new Set(group.map(({ job }) => job))].join(', ')
  if (first.code === 'aws-denied') return { text: `Access denied in ${first.scope}`, sub: jobs, tone: 'risk' }
  return { text: codeWords(first.code), sub: jobs, tone: 'watch' }
}

function numberCell(group: readonly Met[]): DataCell {
  const names = [
    ...new Set(group.map(({ action, scope, code }) => (code === 'aws-denied' && action) || scope)),
  ]
  return {
    text: count(group.length),
    value: group.length,
    more: { label: plural(names.length, 'name'), lines: names.sort() },
  }
}

/** The advice is said once: of a refusal without the words of AWS, of others as the first says it. */
function adviceOf(group: readonly Met[]): string {
  const first = group[0]
  if (!first) return ''
  if (first.code !== 'aws-denied') return first.text
  return `Allow ${plural(group.length, 'read action')} in the policy of Headroom's role there; npm run doctor checks it.`
}

function codeWords(code: string): string {
  const words = code.replaceAll('-', ' ')
  return words.charAt(0).toUpperCase() + words.slice(1)
}
