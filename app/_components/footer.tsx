import { scopeLine, sourceLine } from '#lib/present/freshness.ts'
import { freshnessOrNothing } from './load-freshness.ts'

/** Scope, time zone and age of the data. */
export async function Footer() {
  const loaded = await freshnessOrNothing()
  return (
    <footer className="foot">
      <span>{loaded ? scopeLine(loaded.freshness) : 'times in UTC'}</span>
      {loaded ? <span>{sourceLine(loaded.freshness)}</span> : null}
    </footer>
  )
}
