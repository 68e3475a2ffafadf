import type { ReactNode } from 'react'
import { Icon, type IconName } from './icon.tsx'

export type StateProps = {
  /** What is the case, with the number: `9 of 14 days`. */
  readonly title: ReactNode
  readonly icon?: IconName
  readonly children?: ReactNode
}

/** What a panel says in place of content: empty, partial, stale, refused. */
export function State({ title, icon, children }: StateProps) {
  return (
    <div className="state">
      <p className="big">
        {icon ? <Icon name={icon} /> : null}
        <span>{title}</span>
      </p>
      {children === undefined ? null : <p>{children}</p>}
    </div>
  )
}
