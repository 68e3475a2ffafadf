import type { ReactNode } from 'react'
import type { Verdict } from '#lib/model/decision.ts'
import type { DecideFormView } from '#lib/present/decision-panel.ts'
import { Field } from './field.tsx'
import { HiddenFields } from './hidden-fields.tsx'
import { OptionSelect } from './option-select.tsx'
import { ReasonList } from './reason-list.tsx'

type AnswerProps = {
  readonly form: DecideFormView
  readonly verdict: Verdict
  readonly title: string
  readonly children?: ReactNode
}

/** One answer, folded; one is open at a time. A plain form, so that it works without scripts. */
function Answer({ form, verdict, title, children }: AnswerProps) {
  return (
    <details name="decide" className="answer">
      <summary>{title}</summary>
      <form method="post" action="/decisions">
        <HiddenFields form={form} verdict={verdict} />
        {children}
        <button type="submit" className="btn pri sm">
          {title}
        </button>
      </form>
    </details>
  )
}

/** Accept, accept the risk, reject, snooze; each with what it may not lack. */
export function Answers({ form, reopen }: { readonly form: DecideFormView; readonly reopen: boolean }) {
  const reason = { label: 'Reason', name: 'reason', required: true, maxLength: 1000, list: 'decide-reasons' }
  const back = { label: 'Comes back on', name: 'expires', type: 'date', required: true, min: form.todayDay }
  return (
    <div className="answers">
      <ReasonList id="decide-reasons" reasons={form.reasons} />
      {form.canAccept ? (
        <Answer form={form} verdict="accept" title="Accept">
          <OptionSelect form={form} />
          <Field label="Owner" name="owner" required maxLength={100} autoComplete="off" />
          <Field label="Due" name="due" type="date" required min={form.todayDay} defaultValue={form.dueDay} />
          <Field label="Note" name="reason" maxLength={1000} />
        </Answer>
      ) : null}
      {form.kind === 'capacity' ? (
        <Answer form={form} verdict="accept-risk" title="Accept the risk">
          <Field label="Approved by" name="approver" required maxLength={100} autoComplete="off" />
          <Field {...back} defaultValue={form.riskDay} />
          <Field {...reason} />
        </Answer>
      ) : null}
      <Answer form={form} verdict="reject" title="Reject">
        <Field {...reason} />
      </Answer>
      <Answer form={form} verdict="snooze" title="Snooze">
        <Field {...back} defaultValue={form.snoozeDay} />
        <Field {...reason} />
      </Answer>
      {reopen ? <Answer form={form} verdict="reopen" title="Reopen" /> : null}
    </div>
  )
}
