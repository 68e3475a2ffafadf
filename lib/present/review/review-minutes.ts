import { plainText } from '../sentence.ts'
import type { ListRow } from './review-lists.ts'
import type { ReviewView } from './review-view.ts'

/** What Markdown or HTML would read as markup is kept as text; line breaks become spaces, pings of people none. */
export function markdownText(text: string): string {
  return text
    .replace(/[\p{Cc}\u2028\u2029\u202a-\u202e\u2066-\u2069]+/gu, ' ')
    .replace(/[\\`*_{}[\]()#+!|<>~&$^=:-]/g, (mark) => `\\${mark}`)
    .replace(/@(?=\w)/g, '@\u200b')
    .replace(/^(\d+)\./, '$1\\.')
}

const cell = markdownText

/** The minutes of a review: headline, decisions with owners and dates, what was left open, what was looked at. */
export function reviewMinutes(view: ReviewView): string {
  const open = view.items.filter(({ decided }) => decided === undefined)
  return [
    `# ${view.title}`,
    `${cell(view.when)}. ${cell(view.basis)}.`,
    cell(plainText(view.lede)),
    ...view.notes.map((note) => `> ${cell(note)}`),
    '## Decisions',
    decisionTable(view),
    '## Open',
    open.length === 0
      ? 'Every question was decided.'
      : open
          .map(({ number, question, because }) => `${number}. ${cell(question)} (${cell(because)})`)
          .join('\n'),
    cell(view.rest),
    section('Since the last review', view.lists.changes.rows),
    section('Carried over', view.lists.carried.rows),
    section('What ends', view.lists.ends.rows),
    cell(view.next),
    `Pack sha256 ${view.sha256}`,
  ]
    .filter(Boolean)
    .join('\n\n')
    .concat('\n')
}

function decisionTable({ log }: ReviewView): string {
  if (log.rows.length === 0) return 'Nothing was decided.'
  const rows = log.rows.map(({ name, verdict, change, owner, due, delta, reason }) =>
    [name, verdict, change, owner, due, delta, reason].map(cell),
  )
  const line = (cells: readonly string[]) => `| ${cells.join(' | ')} |`
  return [
    line(['Item', 'Decision', 'Change', 'Owner', 'Due', '$/mo', 'Note']),
    line(['---', '---', '---', '---', '---', '---:', '---']),
    ...rows.map(line),
    line([
      '**Accepted, net**',
      `${log.accepted} of ${log.rows.length}`,
      '',
      '',
      '',
      `**${cell(log.net)}**`,
      '',
    ]),
  ].join('\n')
}

function section(title: string, rows: readonly ListRow[]): string {
  if (rows.length === 0) return ''
  const lines = rows.map(
    (row) => `- **${cell(row.name)}** (${cell(row.team)}): ${cell(row.title)}. ${cell(row.text)}`,
  )
  return [`## ${title}`, lines.join('\n')].join('\n\n')
}
