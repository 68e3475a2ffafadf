import Link from 'next/link'
import type { DecisionItem } from '#lib/present/overview-decisions.ts'
import { Icon } from '../_components/icon.tsx'
import { Panel } from '../_components/panel.tsx'
import { State } from '../_components/state.tsx'

type DecisionListProps = { readonly decisions: readonly DecisionItem[]; readonly footer?: string }

/** The next decisions; on the overview until there is a run of a week before to compare with. */
export function DecisionList({ decisions, footer }: DecisionListProps) {
  return (
    <Panel
      title="Decide next"
      sub="The latest dates that leave time for the change."
      className="ov-changes"
      footer={footer ? <span>{footer}</span> : undefined}
    >
      {decisions.length === 0 ? <State title="No decision is due" /> : null}
      <ul>
        {decisions.map((item) => (
          <li key={item.id}>
            <span className={item.late ? 'ov-sign risk' : 'ov-sign'}>
              <Icon name="clock" />
            </span>
            <div>
              <p className="ov-change-title">
                <Link href={`/resources/${item.id}`} title={item.name} prefetch={false}>
                  <bdi>{item.name}</bdi>
                </Link>{' '}
                {item.when}
              </p>
              <p>{item.text}</p>
            </div>
          </li>
        ))}
      </ul>
    </Panel>
  )
}
