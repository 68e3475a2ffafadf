import Link from 'next/link'
import type { ChangeItem, ChangesView } from '#lib/present/overview-changes.ts'
import { Icon, type IconName } from '../_components/icon.tsx'
import { Panel } from '../_components/panel.tsx'
import { State } from '../_components/state.tsx'

const signs: Record<ChangeItem['kind'], { readonly icon: IconName; readonly tone: string }> = {
  risk: { icon: 'up', tone: 'risk' },
  resolved: { icon: 'check', tone: 'save' },
  saving: { icon: 'down', tone: 'save' },
  fleet: { icon: 'plus', tone: '' },
}

/** What moved since the run of a week before. */
export function ChangeList({ changes }: { readonly changes: ChangesView }) {
  const more =
    changes.hiddenCount > 0 ? <span>{changes.hiddenCount} smaller changes not listed</span> : undefined
  return (
    <Panel title="Changed since last week" sub={changes.since} className="ov-changes" footer={more}>
      {changes.items.length === 0 ? <State title="Nothing moved" /> : null}
      <ul>
        {changes.items.map((item) => (
          <Item key={`${item.id} ${item.title}`} item={item} />
        ))}
      </ul>
    </Panel>
  )
}

function Item({ item }: { readonly item: ChangeItem }) {
  const { icon, tone } = signs[item.kind]
  return (
    <li>
      <span className={`ov-sign ${tone}`}>
        <Icon name={icon} />
      </span>
      <div>
        <p className="ov-change-title">
          {item.name === undefined ? null : (
            <>
              <Link href={`/resources/${item.id}`} title={item.name} prefetch={false}>
                <bdi>{item.name}</bdi>
              </Link>{' '}
            </>
          )}
          {item.title}
        </p>
        <p>{item.text}</p>
      </div>
    </li>
  )
}
