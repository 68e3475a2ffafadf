import { presentFreshness } from '#lib/present/freshness.ts'
import { freshnessOrNothing } from './load-freshness.ts'

/** Dot and words: how old the data are. */
export async function FreshnessNote() {
  const loaded = await freshnessOrNothing()
  const view = loaded
    ? presentFreshness(loaded.freshness, loaded.nowMs)
    : ({ dot: 'red', text: 'Database not reachable', title: 'npm run doctor says what is wrong' } as const)
  return (
    <span className="fresh" title={view.title}>
      <i className={view.dot} />
      <span>{view.text}</span>
    </span>
  )
}
