import Link from 'next/link'
import { Panel } from '../../_components/panel.tsx'
import { State } from '../../_components/state.tsx'

/** No such resource, or none that this user may see. */
export default function NotFound() {
  return (
    <Panel title="Resource">
      <State title="There is no resource with this id." icon="find">
        It may have been deleted in AWS, or it belongs to a team that you may not see.{' '}
        <Link className="lk" href="/resources">
          All resources
        </Link>
      </State>
    </Panel>
  )
}
