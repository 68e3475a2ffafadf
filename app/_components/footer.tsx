import { scopeLine, sourceLine, usageLine } from '#lib/present/freshness.ts'
import { Account } from './account.tsx'
import { frameFreshness } from './load-freshness.ts'

/** Scope, time zone and age of the data. */
export async function Footer() {
  const loaded = await frameFreshness()
  const { freshness, usage } = typeof loaded === 'string' ? {} : loaded
  const own = usage && usageLine(usage)
  return (
    <footer className="foot">
      <span>{freshness ? scopeLine(freshness) : 'times in UTC'}</span>
      {own ? <span>{own}</span> : null}
      {freshness ? <span>{sourceLine(freshness)}</span> : null}
      <Account />
    </footer>
  )
}
