import Link from 'next/link'
import type { KpiView } from '#lib/present/overview-kpis.ts'
import { Kpi } from '../_components/kpi.tsx'

export function KpiStrip({ tiles }: { readonly tiles: readonly KpiView[] }) {
  return (
    <dl className="kpis">
      {tiles.map((tile) => (
        <Kpi key={tile.title} title={tile.title} value={tile.value} unit={tile.unit} tone={tile.tone}>
          <KpiName tile={tile} />
          {tile.detail}
        </Kpi>
      ))}
    </dl>
  )
}

function KpiName({ tile: { name, href } }: { readonly tile: KpiView }) {
  if (name === undefined || href === undefined) return null
  return (
    <>
      <Link className="kpi-name" href={href} title={name} prefetch={false}>
        <bdi>{name}</bdi>
      </Link>
      {', '}
    </>
  )
}
