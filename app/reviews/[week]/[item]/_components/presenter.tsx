import Link from 'next/link'
import type { Step, stepAt } from '#lib/present/review/review-agenda.ts'
import type { ReviewView } from '#lib/present/review/review-view.ts'
import { Agenda } from './agenda.tsx'
import { DecisionBar } from './decision-bar.tsx'
import { LogColumn } from './log-column.tsx'
import { PresenterKeys } from './presenter-keys.tsx'
import { Stage } from './stage.tsx'

type PresenterProps = {
  readonly view: ReviewView
  readonly steps: readonly Step[]
  readonly step: NonNullable<ReturnType<typeof stepAt>>
}

function Move({
  href,
  label,
  kbd,
}: {
  readonly href?: string
  readonly label: string
  readonly kbd: string
}) {
  if (href === undefined) return <span className="btn off">{label}</span>
  return (
    <Link className="btn" href={href} data-move={kbd}>
      {label} <kbd>{kbd.toUpperCase()}</kbd>
    </Link>
  )
}

/** Agenda, one thing, decisions so far; the bar below decides. Everything also has a key. */
export function Presenter({ view, steps, step }: PresenterProps) {
  const to = (id: string | undefined) => (id === undefined ? undefined : `${view.href}/${id}`)
  const item = view.items.find(({ number }) => String(number) === step.here.id)
  const { decided, agenda } = view.log
  return (
    <div className="present">
      <PresenterKeys />
      <div className="rvbar">
        <Link className="brand" href={view.href}>
          {view.title}
        </Link>
        <span className="mut">{view.when}</span>
        <progress className="ov-bar" value={decided} max={Math.max(1, agenda)} aria-label="Decided" />
        <span className="tn">
          {decided} of {agenda} decided
        </span>
        <span className="push" />
        <Move href={to(step.previous)} label="Previous" kbd="k" />
        <Move href={to(step.next)} label="Next" kbd="j" />
        <Link className="btn" href={view.href} data-move="p">
          PDF <kbd>P</kbd>
        </Link>
        <a className="btn" href={`${view.href}/minutes.md`}>
          Minutes
        </a>
      </div>
      <div className="rv">
        <Agenda steps={steps} here={step.here.id} href={view.href} />
        <section className="rvm">
          <Stage view={view} id={step.here.id} {...(item === undefined ? {} : { item })} />
        </section>
        <LogColumn log={view.log} />
      </div>
      {item?.form ? <DecisionBar item={item} form={item.form} next={to(step.next) ?? view.href} /> : null}
    </div>
  )
}
