import Link from 'next/link'
import type { ReactNode } from 'react'
import type { ResourceClass } from '#lib/model/resource.ts'
import { ClassIcon } from './class-icon.tsx'

export type ResourceNameProps = {
  readonly id: string
  readonly name: string
  readonly resourceClass: ResourceClass
  /** Second line. */
  readonly sub?: ReactNode
}

/** The two-line cell that leads to a resource. Names come from tags: isolated in direction, cut at the end. */
export function ResourceName({ id, name, resourceClass, sub }: ResourceNameProps) {
  return (
    <span className="rn">
      <ClassIcon resourceClass={resourceClass} />
      <span className="rnt">
        <Link className="rid" href={`/resources/${id}`} title={name} prefetch={false}>
          <bdi>{name}</bdi>
        </Link>
        {sub === undefined ? null : <span className="rsub">{sub}</span>}
      </span>
    </span>
  )
}
