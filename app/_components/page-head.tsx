import type { ReactNode } from 'react'

export type PageHeadProps = {
  readonly title: ReactNode
  readonly sub?: ReactNode
  readonly children?: ReactNode
}

/** Title of a page; the children stand at the right end. */
export function PageHead({ title, sub, children }: PageHeadProps) {
  return (
    <div className="head">
      <h1>{title}</h1>
      {sub === undefined ? null : <span className="sub">{sub}</span>}
      {children === undefined ? null : <div className="head-r">{children}</div>}
    </div>
  )
}
