import { scopeLine, sourceLine } from '#lib/present/freshness.ts'
import { frameFreshness } from './load-freshness.ts'

/** Scope, time zone and age of the data. */
export async function Footer() {
  const loaded = await frameFreshness()
  const freshness = typeof loaded === 'string' ? undefined : loaded.freshness
  return (
    <footer className="foot">
      <span>{freshness ? scopeLine(freshness) : 'times in UTC'}</span>
      {freshness ? <span>{sourceLine(freshness)}</span> : null}
    </footer>
  )
}
