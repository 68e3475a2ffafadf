import type { Metadata } from 'next'
import Link from 'next/link'
import { PageHead } from './_components/page-head.tsx'

export const metadata: Metadata = { title: 'Not found' }

export default function NotFound() {
  return (
    <>
      <PageHead title="There is nothing at this address" />
      <p className="lede">
        The resource may have been deleted, replaced or moved out of your teams.{' '}
        <Link className="lk" href="/resources" prefetch={false}>
          All resources
        </Link>
      </p>
    </>
  )
}
