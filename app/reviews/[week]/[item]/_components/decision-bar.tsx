import type { DecideFormView } from '#lib/present/decision-panel.ts'
import type { ItemView } from '#lib/present/review/review-item.ts'
import { Field } from '../../../../_decide/field.tsx'
import { HiddenFields } from '../../../../_decide/hidden-fields.tsx'
import { OptionSelect } from '../../../../_decide/option-select.tsx'
import { ReasonList } from '../../../../_decide/reason-list.tsx'

type Answer = { readonly verdict: string; readonly label: string; readonly kbd: string }

function answersOf(form: DecideFormView): readonly Answer[] {
  return [
    ...(form.canAccept ? [{ verdict: 'accept', label: 'Accept', kbd: 'a' }] : []),
    ...(form.kind === 'capacity' ? [{ verdict: 'accept-risk', label: 'Accept risk', kbd: 't' }] : []),
    { verdict: 'snooze', label: 'Snooze', kbd: 's' },
    { verdict: 'reject', label: 'Reject', kbd: 'r' },
  ]
}

type DecisionBarProps = { readonly item: ItemView; readonly form: DecideFormView; readonly next: string }

/** Decides the question at hand and leads to the next. One form; the style sheet shows the fields of the answer. */
export function DecisionBar({ item, form, next }: DecisionBarProps) {
  const answers = answersOf(form)
  const chosen = item.decided?.verdict ?? answers[0]?.verdict
  return (
    <form className="dbar" method="post" action="/decisions">
      <HiddenFields form={{ ...form, back: next }} />
      <ReasonList id="decide-reasons" reasons={['Needs data', ...form.reasons]} />
      <fieldset className="dseg">
        <legend className="hidden-text">Decision</legend>
        {answers.map(({ verdict, label, kbd }) => (
          <label key={verdict}>
            <input
              type="radio"
              name="verdict"
              value={verdict}
              defaultChecked={verdict === chosen}
              data-key={kbd}
            />
            {label} <kbd>{kbd.toUpperCase()}</kbd>
          </label>
        ))}
      </fieldset>
      <div className="dfields">
        <div className="of-accept">
          <OptionSelect form={form} />
        </div>
        <div className="of-accept">
          <Field label="Owner" name="owner" maxLength={100} autoComplete="off" />
        </div>
        <div className="of-accept">
          <Field label="Due" name="due" type="date" min={form.todayDay} defaultValue={form.dueDay} />
        </div>
        <div className="of-risk">
          <Field label="Approved by" name="approver" maxLength={100} autoComplete="off" />
        </div>
        <div className="of-term">
          <Field
            label="Comes back on"
            name="expires"
            type="date"
            min={form.todayDay}
            defaultValue={form.snoozeDay}
          />
        </div>
        <Field label="Note or reason" name="reason" maxLength={1000} list="decide-reasons" />
      </div>
      <button type="submit" className="btn pri">
        Record, next
      </button>
    </form>
  )
}
