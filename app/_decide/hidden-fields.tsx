import type { Verdict } from '#lib/model/decision.ts'
import type { DecideFormView } from '#lib/present/decision-panel.ts'

/** What every form of a decision sends besides what a person fills in. */
export function HiddenFields({
  form,
  verdict,
}: {
  readonly form: DecideFormView
  readonly verdict?: Verdict
}) {
  const fields = { resource: form.resourceId, kind: form.kind, back: form.back, week: form.week, verdict }
  return Object.entries(fields).map(([name, value]) =>
    value === undefined ? null : <input key={name} type="hidden" name={name} value={value} />,
  )
}
