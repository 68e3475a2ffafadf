import { Fragment } from 'react'
import type { Sentence } from '#lib/present/sentence.ts'

/** A sentence with its emphasis; emphasized parts may be names and are isolated in direction. */
export function SentenceText({ parts }: { readonly parts: Sentence }) {
  return parts.map(({ text, strong, tone }, i) => {
    const key = `${i}-${text.slice(0, 12)}`
    if (!strong) return <Fragment key={key}>{text}</Fragment>
    return (
      <b key={key} className={tone}>
        <bdi>{text}</bdi>
      </b>
    )
  })
}
