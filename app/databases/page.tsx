import '../styles/list-table.css'
import './_components/databases.css'
import type { Metadata } from 'next'
import { requireActor } from '#lib/identity/actor.ts'
import { presentDatabases } from '#lib/present/databases.ts'
import { DatabasesPage } from './_components/databases-page.tsx'
import { loadDatabases } from './load-databases.ts'

export const metadata: Metadata = { title: 'Databases' }
export const dynamic = 'force-dynamic'

export default async function Databases() {
  const actor = await requireActor()
  return <DatabasesPage view={presentDatabases(await loadDatabases(actor, Date.now()))} />
}
