import type { Sentence } from '#lib/present/sentence.ts'
import { el, type Html, join } from './html.ts'
import { type Colour, colours, strongText, type } from './mail-style.ts'

const table = { role: 'presentation', cellpadding: 0, cellspacing: 0, border: 0 }

/** A row of the card with its padding. */
export function block(top: number, ...children: readonly (Html | undefined)[]): Html {
  return el('tr', {}, el('td', { class: 'pad', style: `padding:${top}px 32px 0` }, ...children))
}

export function paragraph(size: number, colour: Colour, ...children: readonly (Html | string)[]): Html {
  return el('div', type(size, colour), ...children)
}

export function strong(text: string, colour: Colour = 'text'): Html {
  return el('b', { class: `c-${colour}`, style: `${strongText}color:${colours[colour]}` }, text)
}

/** A sentence with its emphasis. */
export function sentenceHtml(parts: Sentence): Html {
  return join(...parts.map(({ text, strong: bold, tone }) => (bold ? strong(text, tone ?? 'text') : text)))
}

/** A link to a page of ours: addresses are made of our own base and ids, never of a name. */
export function link(href: string, text: string, colour: Colour = 'link'): Html {
  const style = `color:${colours[colour]};text-decoration:none;${colour === 'text' ? strongText : ''}`
  return el('a', { href, class: `c-${colour}`, style }, text)
}

export function heading(title: string, sub?: string): Html {
  return join(
    el('div', type(17, 'text', strongText), title),
    sub === undefined ? undefined : el('div', type(13, 'quiet'), sub),
  )
}

export function button(href: string, text: string): Html {
  const style = `display:inline-block;padding:10px 18px;${type(14, 'text').style}${strongText}color:#FFFFFF;text-decoration:none`
  const cell = el(
    'td',
    { class: 'btn', bgcolor: colours.text, style: 'border-radius:6px' },
    el('a', { href, style }, text),
  )
  return el('table', table, el('tr', {}, cell))
}

export type Cell = { readonly width: number; readonly align?: 'right'; readonly content: Html | string }

/** Width of the text of a card, pixels: widths of cells are shares of it, so that a narrow screen narrows all of them. */
const textWidth = 536

/** Rows with a hairline above each; widths in pixels of the first row hold for all. */
export function rows(lines: readonly (readonly Cell[])[]): Html {
  const cellOf = ({ width, align, content }: Cell) =>
    el(
      'td',
      {
        width: `${Math.round((100 * width) / textWidth)}%`,
        align,
        valign: 'middle',
        class: 'ln',
        style: `border-top:1px solid ${colours.line};padding:7px 0;overflow-wrap:anywhere`,
      },
      content,
    )
  const body = lines.map((cells) => el('tr', {}, ...cells.map(cellOf)))
  return el('table', { ...table, width: '100%', style: 'table-layout:fixed;margin-top:6px' }, ...body)
}

/** A picture on an opaque light card: it stays legible where the rest turns dark. */
export function picture({
  cid,
  width,
  height,
  alt,
}: {
  cid: string
  width: number
  height: number
  alt: string
}): Html {
  const style = `display:block;border:0;max-width:100%;height:auto;background-color:#FFFFFF;border-radius:3px;${type(12, 'quiet').style}`
  return el('img', { src: `cid:${cid}`, width, height, alt, style })
}

/** The whole document: a card of 600 pixels on a quiet page. */
export function mailDocument(
  { title, preheader, body }: { title: string; preheader: string; body: Html },
  style: string,
): string {
  const head = el(
    'head',
    {},
    el('meta', { charset: 'utf-8' }),
    el('meta', { name: 'viewport', content: 'width=device-width,initial-scale=1' }),
    el('meta', { name: 'color-scheme', content: 'light dark' }),
    el('meta', { name: 'supported-color-schemes', content: 'light dark' }),
    el('title', {}, title),
    { html: `<style>${style}</style>` },
  )
  const hidden = el('div', { style: 'display:none;max-height:0;overflow:hidden' }, preheader)
  const cardStyle = `table-layout:fixed;width:100%;max-width:600px;border:1px solid ${colours.line};border-radius:8px;background-color:${colours.card}`
  const card = el('table', { ...table, width: 600, class: 'bg-card ln', style: cardStyle }, body)
  const frame = el('td', { align: 'center', style: 'padding:24px 0' }, card)
  const page = { ...table, width: '100%', class: 'bg-page', style: `background-color:${colours.page}` }
  const bodyStyle = `margin:0;padding:0;background-color:${colours.page};-webkit-text-size-adjust:100%`
  const document = el(
    'html',
    { lang: 'en' },
    head,
    el('body', { class: 'bg-page', style: bodyStyle }, hidden, el('table', page, el('tr', {}, frame))),
  )
  return `<!doctype html>${document.html}`
}
