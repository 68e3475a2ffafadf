import Link from 'next/link'
import { drawSpark } from '#lib/draw/spark.ts'
import type { TeamTile } from '#lib/present/team.ts'
import { Panel } from '../../_components/panel.tsx'
import { Svg } from '../../_components/svg.tsx'

/** Every resource of the team, the riskiest first: 13 weeks, 13 weeks ahead, the safe limit. */
export function TeamTiles({ tiles }: { readonly tiles: readonly TeamTile[] }) {
  return (
    <Panel
      title={`All ${tiles.length} resources`}
      sub="13 weeks of weekly means and 13 weeks of forecast; the red line is the safe limit. Top right: chance of running out."
      className="s12"
    >
      <ul className="tm-tiles">
        {tiles.map((tile) => (
          <li key={tile.id}>
            <Link href={`/resources/${tile.id}`} prefetch={false}>
              <span className="tm-line">
                <b>
                  <bdi>{tile.name}</bdi>
                </b>
                <span className={tile.tone}>{tile.chance}</span>
              </span>
              {tile.spark ? <Svg markup={drawSpark(tile.spark, tile.label)} /> : <span className="tm-none" />}
              <span className="tm-line mut">
                <span>{tile.used}</span>
                <span>{tile.money}</span>
              </span>
            </Link>
          </li>
        ))}
      </ul>
    </Panel>
  )
}
