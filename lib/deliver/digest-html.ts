import type { DigestView } from '#lib/present/digest.ts'
import { displayText } from '#lib/present/display-text.ts'
import { axisId, dotsId, pictureSizes, spendId } from './digest-pictures.ts'
import { el, type Html, join } from './html.ts'
import {
  block,
  button,
  type Cell,
  heading,
  link,
  mailDocument,
  paragraph,
  picture,
  rows,
  sentenceHtml,
  strong,
} from './mail-blocks.ts'
import { type Colour, darkStyle, type } from './mail-style.ts'

/** Stands where the sender puts what is known only when it sends: raw markup cannot come from a name. */
export const latePlace = '<!--late-->'
/** The address that stops the messages, of each recipient their own. */
export const unsubscribePlace = 'headroom:unsubscribe'

/** The digest as a mail: tables and inline styles, every fact as text, pictures by content id. */
export function digestHtml(view: DigestView): string {
  const body = join(
    { html: latePlace },
    head(view),
    block(18, firstLine(view)),
    block(8, paragraph(15, 'body', sentenceHtml(view.lede))),
    block(
      16,
      button(view.links.week, 'Open this week'),
      el('div', type(14, 'link', 'padding-top:8px'), link(view.links.dashboard, 'Dashboard of today')),
    ),
    overdue(view),
    runsOut(view),
    changes(view),
    savings(view),
    spend(view),
    held(view),
    foot(view),
  )
  return mailDocument({ title: view.subject, preheader: view.preheader, body }, darkStyle)
}

function head({ place, dateText }: DigestView): Html {
  const left = el('td', type(14, 'quiet'), strong('Headroom'), ` ${place}`)
  const right = el('td', { align: 'right', ...type(13, 'quiet') }, dateText)
  return block(
    20,
    el(
      'table',
      { role: 'presentation', width: '100%', cellpadding: 0, cellspacing: 0, border: 0 },
      el('tr', {}, left, right),
    ),
  )
}

function firstLine({ first, links }: DigestView): Html {
  const words =
    first.id === undefined
      ? [first.text]
      : [
          link(links.resource(first.id), first.name ?? '', 'text'),
          first.text.slice((first.name ?? '').length),
        ]
  return el('div', type(20, 'text', 'font-weight:600;'), ...words)
}

function overdue({ overdue: items, links }: DigestView): Html | undefined {
  if (items.length === 0) return undefined
  const line = (item: (typeof items)[number]): Cell[] => [
    { width: 236, content: named(links.resource(item.id), item.name, item.owner) },
    { width: 300, align: 'right', content: el('span', type(14, 'risk'), item.text) },
  ]
  return block(26, heading('Overdue'), rows(items.slice(0, 7).map(line)))
}

/** A name that links to its page, with a quiet second line. */
function named(href: string, name: string, second: string): Html {
  return join(el('div', type(14, 'text'), link(href, name, 'text')), el('div', type(12, 'quiet'), second))
}

function runsOut({ runsOut: view, links }: DigestView): Html | undefined {
  if (!view) return undefined
  const top = heading(
    'Runs out',
    view.empty ??
      'One dot is a 1-in-20 chance; red is up to the dotted line. Median date with its 80% interval.',
  )
  if (view.rows.length === 0) return block(26, top)
  const headRow: Cell[] = [
    { width: 142, content: el('span', type(12, 'quiet'), 'Resource') },
    { width: 236, content: picture({ cid: axisId, ...pictureSizes.axis, alt: '' }) },
    { width: 62, align: 'right', content: el('span', type(12, 'quiet'), `by ${view.horizonDate}`) },
    { width: 96, align: 'right', content: el('span', type(12, 'quiet'), 'Median') },
  ]
  const line = (row: (typeof view.rows)[number]): Cell[] => [
    {
      width: 142,
      content: named(
        links.resource(row.id),
        displayText(row.name),
        [row.limitedBy, displayText(row.team ?? '')].filter(Boolean).join(', '),
      ),
    },
    {
      width: 236,
      content: picture({ cid: dotsId(row.id), ...pictureSizes.dots, alt: displayText(row.dots.label, 200) }),
    },
    { width: 62, align: 'right', content: el('span', type(15, 'text'), strong(row.chance)) },
    {
      width: 96,
      align: 'right',
      content: join(el('div', type(14, 'text'), row.median), el('div', type(12, 'quiet'), row.interval)),
    },
  ]
  const counts = [
    view.hiddenCount > 0 ? `${view.hiddenCount} more run out` : '',
    view.watchCount > 0 ? `${view.watchCount} on watch` : '',
  ]
  const more = counts.filter(Boolean).join(', ')
  const rest = more === '' ? undefined : el('div', type(13, 'quiet', 'padding-top:6px'), more)
  return block(26, top, rows([headRow, ...view.rows.map(line)]), rest)
}

const changeColours: Readonly<Record<string, Colour>> = {
  risk: 'risk',
  resolved: 'save',
  saving: 'save',
  fleet: 'quiet',
}
const changeWords: Readonly<Record<string, string>> = {
  risk: 'Risk',
  resolved: 'Better',
  saving: 'Savings',
  fleet: 'Fleet',
}

function changes({ changes: view, links }: DigestView): Html | undefined {
  if (!view || view.items.length === 0) return undefined
  const line = (item: (typeof view.items)[number]): Cell[] => {
    const name =
      item.id === undefined || item.name === undefined
        ? ''
        : link(links.resource(item.id), displayText(item.name), 'text')
    return [
      {
        width: 80,
        content: el('span', type(13, changeColours[item.kind] ?? 'quiet'), changeWords[item.kind] ?? ''),
      },
      {
        width: 456,
        content: el(
          'span',
          type(14, 'body'),
          name,
          `${name === '' ? '' : ' '}${item.title}. ${displayText(item.text, 300)}`,
        ),
      },
    ]
  }
  return block(26, heading('Changed', view.since), rows(view.items.map(line)))
}

function savings({ savings: view, links }: DigestView): Html | undefined {
  if (!view) return undefined
  const cash = (text: string) =>
    text.endsWith('/mo')
      ? el('div', type(13, 'save', 'white-space:nowrap;'), strong(text, 'save'))
      : el('div', type(13, 'quiet'), text)
  const money = (row: (typeof view.rows)[number]) =>
    join(cash(row.cash), el('div', type(12, 'quiet', 'white-space:nowrap;'), row.list))
  const line = (row: (typeof view.rows)[number]): Cell[] => [
    { width: 160, content: named(links.resource(row.id), row.name, row.team) },
    {
      width: 180,
      content: join(el('div', type(13, 'quiet'), row.from), el('div', type(13, 'text'), row.to)),
    },
    { width: 60, align: 'right', content: el('span', type(13, 'body'), row.chance) },
    { width: 136, align: 'right', content: money(row) },
  ]
  return block(26, heading('Largest savings in cash, list price below', view.sub), rows(view.rows.map(line)))
}

function spend({ spend: view, spendText }: DigestView): Html | undefined {
  if (!view && spendText === undefined) return undefined
  const chart = view ? picture({ cid: spendId, ...pictureSizes.spend, alt: view.label }) : undefined
  const steps = view?.steps.map((text) => el('div', type(13, 'watch'), displayText(text, 300))) ?? []
  return block(
    26,
    heading('Spend', spendText ?? view?.nowText),
    el('div', { style: 'padding-top:8px' }, chart),
    ...steps,
  )
}

function held({ held: view, links }: DigestView): Html | undefined {
  if (!view) return undefined
  const line = (miss: (typeof view.misses)[number]): Cell[] => [
    { width: 200, content: el('span', type(14, 'text'), link(links.resource(miss.id), miss.name, 'text')) },
    { width: 336, align: 'right', content: el('span', type(13, 'body'), miss.text) },
  ]
  const misses = view.misses.length > 0 ? rows(view.misses.map(line)) : undefined
  return block(26, heading('How last week’s forecast held', view.text), misses)
}

function foot({ dataText, place }: DigestView): Html {
  const stop = el(
    'a',
    { href: unsubscribePlace, ...type(12, 'quiet', 'text-decoration:underline') },
    'Stop these e-mails',
  )
  const text = el(
    'div',
    type(12, 'quiet'),
    dataText,
    el('br', {}),
    `You get this as a recipient of ${place} in headroom.yaml. `,
    stop,
  )
  return el('tr', {}, el('td', { class: 'pad', style: 'padding:26px 32px 24px' }, text))
}
