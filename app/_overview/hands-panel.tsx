import Link from 'next/link'
import type { HandsView } from '#lib/present/overview-hands.ts'
import { Icon } from '../_components/icon.tsx'
import { Panel } from '../_components/panel.tsx'
import { State } from '../_components/state.tsx'

type HandsPanelProps = { readonly hands: HandsView; readonly width: 's8' | 's12' }

/** Who changed what of late. */
export function HandsPanel({ hands, width }: HandsPanelProps) {
  return (
    <Panel title="Who changed what" sub={hands.sub} className={`${width} ov-changes ov-hands`}>
      {hands.rows.length === 0 ? <State title="Nobody changed a size">{hands.empty}</State> : null}
      <ul>
        {hands.rows.map((row) => (
          <li key={row.id}>
            <span className="ov-sign">
              <Icon name="clock" />
            </span>
            <div>
              <p className="ov-change-title">
                <Link href={`/resources/${row.id}`} title={row.name} prefetch={false}>
                  <bdi>{row.name}</bdi>
                </Link>
              </p>
              <p>
                {row.what}, {row.when}, by <bdi>{row.actor}</bdi>
              </p>
            </div>
          </li>
        ))}
      </ul>
    </Panel>
  )
}
