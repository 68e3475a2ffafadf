import type { StoredDigest } from '#lib/model/delivery.ts'
import { type DigestInput, presentDigest } from '#lib/present/digest.ts'
import { digestHtml } from './digest-html.ts'
import { drawPictures } from './digest-pictures.ts'
import { digestText } from './digest-text.ts'

/** The digest of a week as it is kept and sent: HTML, text, pictures and data of the same numbers. */
export function buildDigest(input: DigestInput): StoredDigest {
  const view = presentDigest(input)
  return {
    week: input.week,
    team: input.team ?? '',
    asOfMs: view.asOfMs,
    subject: view.subject,
    html: digestHtml(view),
    text: digestText(view),
    images: drawPictures(view),
    body: view,
  }
}
