import { type FreshnessView, presentFreshness } from '#lib/present/freshness.ts'
import { frameFreshness } from './load-freshness.ts'

const unreachable: FreshnessView = {
  dot: 'red',
  text: 'Database not reachable',
  title: 'npm run doctor says what is wrong',
}

/** Dot and words: how old the data are. */
export async function FreshnessNote() {
  const loaded = await frameFreshness()
  if (loaded === 'signed-out') return null
  const view = loaded === 'failed' ? unreachable : presentFreshness(loaded.freshness, loaded.nowMs)
  return (
    <span className="fresh" title={view.title}>
      <i className={view.dot} />
      <span>{view.text}</span>
    </span>
  )
}
