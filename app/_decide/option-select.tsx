import { useId } from 'react'
import type { DecideFormView } from '#lib/present/decision-panel.ts'

/** Which of the sizes is accepted; nothing to choose where there is one or none. */
export function OptionSelect({ form }: { readonly form: DecideFormView }) {
  const id = useId()
  if (form.options.length < 2) return null
  return (
    <div className="field">
      <label htmlFor={id}>Change to</label>
      <select id={id} name="option" defaultValue={form.options[0]?.id}>
        {form.options.map((option) => (
          <option key={option.id} value={option.id}>
            {option.label}
          </option>
        ))}
      </select>
    </div>
  )
}
