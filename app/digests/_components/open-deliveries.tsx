import type { DigestPageView } from '#lib/present/digest-page.ts'
import { Panel } from '../../_components/panel.tsx'

/** Deliveries that failed or may not have arrived: each can be sent once more by hand. */
export function OpenDeliveries({ open }: { readonly open: DigestPageView['open'] }) {
  return (
    <Panel
      title="Failed or unknown"
      sub="Sending again may reach someone twice where it is unknown"
      className="s12"
    >
      <ul>
        {open.map(({ week, team, recipient, label, state, note }) => (
          <li key={`${week} ${team} ${recipient}`}>
            <form method="post" action="/digests/resend">
              <input type="hidden" name="week" value={week} />
              <input type="hidden" name="team" value={team} />
              <input type="hidden" name="recipient" value={recipient} />
              <button className="btn sm" type="submit">
                Send again
              </button>{' '}
              <bdi>{label}</bdi>: {state}. <span className="mut">{note}</span>
            </form>
          </li>
        ))}
      </ul>
    </Panel>
  )
}
