import { Panel } from '../../_components/panel.tsx'
import { Field } from '../../_decide/field.tsx'

/** Sends the preview to an address of one's own. */
export function TestForm({ teams }: { readonly teams: readonly string[] }) {
  return (
    <Panel title="Send me a test" sub="The preview of the next digest, within a minute" className="s6">
      <form method="post" action="/digests/test">
        <div className="field">
          <label htmlFor="digest-team">Digest of</label>
          <select id="digest-team" name="team">
            {teams.map((team) => (
              <option key={team} value={team}>
                {team === '' ? 'everything' : team}
              </option>
            ))}
          </select>
        </div>
        <Field label="Address" name="address" type="email" required maxLength={254} autoComplete="email" />
        <button className="btn" type="submit">
          Send a test
        </button>
      </form>
    </Panel>
  )
}
