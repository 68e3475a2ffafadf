import Link from 'next/link'
import type { GpuPoolRow, GpuPoolsView } from '#lib/present/gpu-pools.ts'
import { ClassIcon } from '../../_components/class-icon.tsx'
import { CsvLink } from '../../_components/csv-link.tsx'
import { PageHead } from '../../_components/page-head.tsx'
import { SentenceText } from '../../_components/sentence-text.tsx'
import { SizeText } from '../../_components/size-text.tsx'
import { State } from '../../_components/state.tsx'
import { TableHead } from '../../_components/table-head.tsx'

const head = [
  'Pool',
  'Team',
  'GPUs',
  { n: 'Held' },
  { n: 'Busy' },
  { n: 'Held but idle, $/mo' },
  { n: 'Pool, $/mo' },
  'Largest gang now',
  { n: 'Chance' },
  { n: 'Runs out' },
  'Change to',
  { n: 'Change, $/mo' },
] as const

/** Pools of GPUs: are they full, or only not used? */
export function GpuPoolsPage({ view }: { readonly view: GpuPoolsView }) {
  return (
    <>
      <PageHead title="GPU pools" sub="Last 14 days, by the hour">
        <CsvLink href="/api/gpu-pools.csv" />
      </PageHead>
      <p className="lede">
        <SentenceText parts={view.lede} />
      </p>
      <section className="panel lt-panel" aria-label="GPU pools">
        {view.rows.length === 0 ? <NoPool /> : <Table rows={view.rows} />}
      </section>
    </>
  )
}

function NoPool() {
  return (
    <State title="No GPU pool">
      Nodes form a pool by the tag headroom:gpu-pool, by their Auto Scaling group or their EKS node pool.
      Their GPUs are measured by the CloudWatch agent or by Container Insights.
    </State>
  )
}

function Table({ rows }: { readonly rows: readonly GpuPoolRow[] }) {
  return (
    <table className="lt">
      <TableHead columns={head} />
      <tbody>
        {rows.map((row) => (
          <Row key={row.id} row={row} />
        ))}
      </tbody>
    </table>
  )
}

function Row({ row }: { readonly row: GpuPoolRow }) {
  return (
    <tr>
      <td className="lt-name">
        <span className="rn">
          <ClassIcon resourceClass={row.resourceClass} />
          <span className="rnt">
            <Link className="rid" href={`/gpu-pools/${row.id}`} title={row.name} prefetch={false}>
              <bdi>{row.name}</bdi>
            </Link>
            <span className="rsub">{row.sub}</span>
          </span>
        </span>
      </td>
      <td data-label="Team">{row.team ? <bdi>{row.team}</bdi> : <span className="mut">no team</span>}</td>
      <td data-label="GPUs">{row.gpus}</td>
      <td className="n" data-label="Held">
        {row.held}
      </td>
      <td className="n" data-label="Busy">
        {row.busy}
      </td>
      <td className={row.wastes ? 'n watch' : 'n'} data-label="Held but idle, $/mo">
        <b>{row.idle}</b>
      </td>
      <td className="n" data-label="Pool, $/mo">
        {row.monthly}
      </td>
      <td className="two" data-label="Largest gang now">
        {row.gang}
        {row.gangSub === '' ? null : <small>{row.gangSub}</small>}
      </td>
      <td className={`n ${row.tone ?? 't2'}`} data-label="Chance">
        <b>{row.chance}</b>
      </td>
      <td className="n two" data-label="Runs out, 80%">
        {row.median}
        {row.interval === '' || row.interval === row.median ? null : <small>{row.interval}</small>}
      </td>
      <td className="lt-size" data-label="Change to">
        <SizeText label={row.to} />
      </td>
      <td className="n" data-label="Change, $/mo">
        {row.delta}
      </td>
    </tr>
  )
}
