import Link from 'next/link'
import { Fragment } from 'react'
import type { ResourceView } from '#lib/present/resource.ts'
import { Icon } from '../../../_components/icon.tsx'
import { PageHead } from '../../../_components/page-head.tsx'
import { pillTones } from '../../../_components/pill-tones.ts'
import { SentenceText } from '../../../_components/sentence-text.tsx'
import { CopyButton } from './copy-button.tsx'

function Crumbs({ view }: { readonly view: ResourceView }) {
  return (
    <nav className="crumb" aria-label="Path">
      <Link href="/resources">Resources</Link>
      <Icon name="right" size={12} />
      <Link href={view.classHref}>{view.classLabel}</Link>
      <Icon name="right" size={12} />
      <bdi className="cut">{view.name}</bdi>
    </nav>
  )
}

function Title({ view }: { readonly view: ResourceView }) {
  return (
    <span className="dtitle">
      <bdi>{view.name}</bdi>
      {view.finding ? (
        <span className={`pill ${pillTones[view.finding.tone]}`}>{view.finding.label}</span>
      ) : null}
    </span>
  )
}

/** Path, name, facts, the answer in words, and what weakens it. */
export function DetailHead({ view }: { readonly view: ResourceView }) {
  return (
    <>
      <Crumbs view={view} />
      <PageHead title={<Title view={view} />}>
        <nav className="seg" aria-label="Horizon">
          {view.horizons.map(({ days, href, selected }) => (
            <Link key={days} href={href} aria-current={selected ? 'true' : undefined} scroll={false}>
              {days} days
            </Link>
          ))}
        </nav>
      </PageHead>
      <p className="meta">
        {view.facts.map((fact) => (
          <span key={fact.join()}>
            {fact.map((part, i) => (
              <Fragment key={part}>
                {i > 0 ? ', ' : null}
                <bdi>{part}</bdi>
              </Fragment>
            ))}
          </span>
        ))}
        {view.scalingHref ? (
          <span>
            <Link className="lk" href={view.scalingHref}>
              Scaling policy
            </Link>
          </span>
        ) : null}
        <span className="mono arn">
          <bdi>{view.arn}</bdi> <CopyButton text={view.arn} label="Copy ARN" />
        </span>
      </p>
      <p className="lede">
        <SentenceText parts={view.lede} />
        {view.memberOfHref ? (
          <>
            {' '}
            <Link className="lk" href={view.memberOfHref}>
              Open the group
            </Link>
          </>
        ) : null}
      </p>
      {view.notices.length > 0 ? (
        <ul className="notice watch dnotes">
          {view.notices.map((notice) => (
            <li key={notice}>{notice}</li>
          ))}
        </ul>
      ) : null}
    </>
  )
}
