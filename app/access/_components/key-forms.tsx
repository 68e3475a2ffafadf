import type { AccessView } from '#lib/present/access-page.ts'
import { Panel } from '../../_components/panel.tsx'
import { Field } from '../../_decide/field.tsx'

const scopes = [
  { value: 'read', label: 'read' },
  { value: 'write', label: 'read and decide' },
  { value: 'admin', label: 'everything an admin may' },
] as const

/** Makes a key, and revokes one. */
export function KeyForms({ living }: Pick<AccessView, 'living'>) {
  return (
    <>
      <Panel title="New API key" sub="It is shown once" className="s6">
        <form method="post" action="/access/keys">
          <Field label="Name" name="name" required maxLength={100} autoComplete="off" />
          <div className="field">
            <label htmlFor="key-scope">May</label>
            <select id="key-scope" name="scope">
              {scopes.map(({ value, label }) => (
                <option key={value} value={value}>
                  {label}
                </option>
              ))}
            </select>
          </div>
          <Field label="Of team (empty: everything)" name="team" maxLength={256} autoComplete="off" />
          <Field
            label="Good for days"
            name="days"
            type="number"
            min={1}
            max={366}
            defaultValue={90}
            required
          />
          <button className="btn" type="submit">
            Make a key
          </button>
        </form>
      </Panel>
      {living.length > 0 ? (
        <Panel title="Revoke a key" sub="It ends at once" className="s6">
          <form method="post" action="/access/revoke">
            <div className="field">
              <label htmlFor="key-prefix">Key</label>
              <select id="key-prefix" name="prefix">
                {living.map(({ prefix, label }) => (
                  <option key={prefix} value={prefix}>
                    {label}
                  </option>
                ))}
              </select>
            </div>
            <button className="btn" type="submit">
              Revoke
            </button>
          </form>
        </Panel>
      ) : null}
    </>
  )
}
