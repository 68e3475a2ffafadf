import type { DigestView } from '#lib/present/digest.ts'
import { displayText } from '#lib/present/display-text.ts'
import { plainText } from '#lib/present/sentence.ts'

/** The same sections as plain text, for the text part and for Slack. */
export function digestText(view: DigestView): string {
  const { first, links, overdue, runsOut, changes, savings, held } = view
  const parts = [
    `Headroom, ${view.place}, ${view.dateText}`,
    first.text,
    plainText(view.lede).trim(),
    `This week: ${links.week}`,
    section(
      'Overdue',
      overdue.map(({ name, owner, text }) => `${name} (${owner}): ${text}`),
    ),
    section(
      'Runs out',
      runsOut?.rows.map((row) => {
        const interval = row.interval === '' ? '' : `, 80% ${row.interval}`
        return `${displayText(row.name)}: ${row.chance} by ${runsOut.horizonDate}, median ${row.median}${interval}. ${row.limitedBy}. Decide by ${row.decideBy}. ${links.resource(row.id)}`
      }),
      runsOut?.empty,
    ),
    section(
      'Changed',
      changes?.items.map(
        ({ name, title, text }) =>
          `${name === undefined ? '' : `${displayText(name)} `}${title}. ${displayText(text, 300)}`,
      ),
    ),
    section(
      'Largest savings in cash',
      savings?.rows.map(
        ({ name, from, to, cash, list, chance }) =>
          `${name}: ${from} to ${to}, ${cash} in cash, ${list} at list price, chance of a breach ${chance}`,
      ),
    ),
    section(
      'Spend',
      view.spendText === undefined
        ? undefined
        : [view.spendText, ...(view.spend?.steps ?? []).map((text) => displayText(text, 300))],
    ),
    section(
      'How last week’s forecast held',
      held ? [held.text, ...held.misses.map(({ name, text }) => `${name}: ${text}`)] : undefined,
    ),
    view.dataText,
  ]
  return parts.filter((part) => part !== '').join('\n\n')
}

function section(title: string, lines: readonly string[] | undefined, empty?: string): string {
  const said = [...(empty === undefined ? [] : [empty]), ...(lines ?? [])]
  return said.length === 0 ? '' : `${title}\n${said.map((line) => `- ${line}`).join('\n')}`
}
