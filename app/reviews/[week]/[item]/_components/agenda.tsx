import Link from 'next/link'
import type { Step } from '#lib/present/review/review-agenda.ts'
import { Icon } from '../../../../_components/icon.tsx'

type AgendaProps = { readonly steps: readonly Step[]; readonly here: string; readonly href: string }

/** Every step of the meeting with what is done, by part. */
export function Agenda({ steps, here, href }: AgendaProps) {
  const groups = [...Map.groupBy(steps, ({ group }) => group)]
  return (
    <nav className="ag" aria-label="Agenda">
      {groups.map(([group, own]) => (
        <section key={group}>
          <h2>{group}</h2>
          <ol>
            {own.map(({ id, label, value, done }) => (
              <li key={id}>
                <Link href={`${href}/${id}`} aria-current={id === here ? 'step' : undefined} prefetch={false}>
                  <span className="agn">
                    {done ? <Icon name="check" size={13} /> : /^\d+$/.test(id) ? id : ''}
                  </span>
                  {done ? <span className="hidden-text">decided: </span> : null}
                  <bdi className="agl">{label}</bdi>
                  <span className="agv">{value}</span>
                </Link>
              </li>
            ))}
          </ol>
        </section>
      ))}
    </nav>
  )
}
