import { type ReactNode, useId } from 'react'

export type PanelProps = {
  readonly title: string
  readonly sub?: ReactNode
  /** Top right: a legend or a link. */
  readonly right?: ReactNode
  readonly footer?: ReactNode
  /** Grid span (`s6`) or other class names. */
  readonly className?: string
  readonly children: ReactNode
}

/** A box with a title that owns its states. */
export function Panel({ title, sub, right, footer, className, children }: PanelProps) {
  const id = useId()
  return (
    <section className={className ? `panel ${className}` : 'panel'} aria-labelledby={id}>
      <header className="ph">
        <div className="pt">
          <h2 id={id}>{title}</h2>
          {sub === undefined ? null : <p>{sub}</p>}
        </div>
        {right === undefined ? null : <div className="pr">{right}</div>}
      </header>
      <div className="pb">{children}</div>
      {footer === undefined ? null : <footer className="pf">{footer}</footer>}
    </section>
  )
}
