import type { DatabasesView } from '#lib/present/databases.ts'
import { count } from '#lib/present/format.ts'
import { CsvLink } from '../../_components/csv-link.tsx'
import { PageHead } from '../../_components/page-head.tsx'
import { SentenceText } from '../../_components/sentence-text.tsx'
import { State } from '../../_components/state.tsx'
import { TableHead } from '../../_components/table-head.tsx'
import { DatabaseRowCells } from './database-row.tsx'

const columns = [
  'Database',
  'Team',
  'Size',
  { n: '$/mo' },
  { n: 'Chance' },
  { n: 'Runs out, 80%' },
  'Memory',
  'Storage',
  'Connections',
  { n: 'Support ends' },
  { n: 'Surcharge, $/mo' },
  'Change to',
  { n: 'Change, $/mo' },
] as const

/** Every class of database in one dense table: what runs out, and which versions cost more. */
export function DatabasesPage({ view }: { readonly view: DatabasesView }) {
  const more = view.total - view.rows.length
  return (
    <>
      <PageHead title="Databases" sub="Use is the 95th percentile of the last 7 days, of capacity">
        <CsvLink href="/api/databases.csv" />
      </PageHead>
      <p className="lede">
        <SentenceText parts={view.lede} />
      </p>
      <section className="panel lt-panel" aria-label="Databases">
        {view.rows.length === 0 ? (
          <State title="No database">
            RDS, Aurora, DocumentDB, Redshift, DynamoDB, ElastiCache and OpenSearch are listed by the
            inventory of every account in headroom.yaml.
          </State>
        ) : (
          <table className="lt db-table">
            <TableHead columns={columns} />
            <tbody>
              {view.rows.map((row) => (
                <DatabaseRowCells key={row.id} row={row} />
              ))}
            </tbody>
          </table>
        )}
        {more > 0 ? <footer className="pf">{`${count(more)} more in the CSV`}</footer> : null}
      </section>
    </>
  )
}
