import { Panel } from '../../_components/panel.tsx'
import { writeScenario } from '../actions.ts'

/** A scenario of one assumption; its rehearsal begins at once and takes some minutes. */
export function NewScenario() {
  return (
    <Panel title="New scenario" sub="Rehearsed within some minutes after it is written." className="s6">
      <form action={writeScenario} className="sc-form">
        <label>
          Name
          <input name="name" required maxLength={80} />
        </label>
        <label>
          What
          <select name="kind" defaultValue="launch">
            <option value="launch">Launch, stays</option>
            <option value="onboarding">Onboarding, stays</option>
            <option value="migration">Migration, stays</option>
            <option value="growth">Growth until</option>
            <option value="event">Event, one day</option>
          </select>
        </label>
        <label>
          Date (UTC)
          <input name="day" type="date" required />
        </label>
        <label>
          Multiple of the load
          <input name="factor" type="number" step="0.01" min="0.01" max="100" required />
        </label>
        <label>
          80% from
          <input name="low" type="number" step="0.01" min="0.01" max="100" required />
        </label>
        <label>
          80% to
          <input name="high" type="number" step="0.01" min="0.01" max="100" required />
        </label>
        <label>
          Teams, by comma; empty = all
          <input name="teams" />
        </label>
        <button type="submit" className="btn">
          Write scenario
        </button>
      </form>
    </Panel>
  )
}
