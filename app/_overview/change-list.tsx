import Link from 'next/link'
import { count } from '#lib/present/format.ts'
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

/** What moved since the last review, or the run of a week before. */
export function ChangeList({ changes }: { readonly changes: ChangesView }) {
  const { hiddenCount, href } = changes
  const more = href ? (
    <Link className="lk" href={href} prefetch={false}>
      {hiddenCount > 0 ? `${count(hiddenCount)} more changes` : 'Compared with the last review'}
    </Link>
  ) : hiddenCount > 0 ? (
    <span>{hiddenCount} smaller changes not listed</span>
  ) : undefined
  return (
    <Panel
      title={changes.title ?? 'Changed since last week'}
      sub={changes.since}
      className="ov-changes"
      footer={more}
    >
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
