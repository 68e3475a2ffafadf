import { dayWithYear } from '#lib/present/format.ts'
import type { StoppedSubscription } from '#lib/store/digest-requests.ts'
import { Panel } from '../../_components/panel.tsx'

/** Recipients who get nothing more: they stopped the messages, or their server refused two. */
export function Stopped({ stopped }: { readonly stopped: readonly StoppedSubscription[] }) {
  return (
    <Panel title="Stopped" sub="By the recipient, or after two refusals" className="s12">
      <ul>
        {stopped.map(({ team, recipient, stoppedMs }) => (
          <li key={`${team} ${recipient}`}>
            <form method="post" action="/digests/resume">
              <input type="hidden" name="team" value={team} />
              <input type="hidden" name="recipient" value={recipient} />
              <button className="btn sm" type="submit">
                Send again from Monday
              </button>{' '}
              <bdi>{recipient}</bdi>, {team === '' ? 'everything' : <bdi>{team}</bdi>}, since{' '}
              {dayWithYear(stoppedMs)}
            </form>
          </li>
        ))}
      </ul>
    </Panel>
  )
}
