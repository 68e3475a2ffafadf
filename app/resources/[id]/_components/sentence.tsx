import type { Segment } from '#lib/present/resource-lede.ts'

/** A sentence whose numbers carry their meaning as colour and weight. */
export function Sentence({ segments }: { readonly segments: readonly Segment[] }) {
  return segments.map(({ text, tone }, i) => {
    const key = `${i}-${text}`
    if (tone === undefined) return <span key={key}>{text}</span>
    return (
      <b key={key} className={tone === 'strong' ? undefined : tone}>
        <bdi>{text}</bdi>
      </b>
    )
  })
}
