import type { ReactNode } from 'react'

export type KpiProps = {
  readonly title: string
  readonly value: string
  /** Small text after the value: `of 214`, `/mo`. */
  readonly unit?: string
  readonly tone?: 'risk' | 'watch' | 'save'
  readonly children?: ReactNode
}

/** One tile of the strip; stands inside `<dl className="kpis">`. */
export function Kpi({ title, value, unit, tone, children }: KpiProps) {
  return (
    <div className="kpi">
      <dt>{title}</dt>
      <dd className={tone ? `v ${tone}` : 'v'}>
        {value}
        {unit ? <small> {unit}</small> : null}
      </dd>
      {children === undefined ? null : <dd className="d">{children}</dd>}
    </div>
  )
}
