import { type ComponentProps, useId } from 'react'

type FieldProps = ComponentProps<'input'> & { readonly label: string }

/** A labelled input of a form. */
export function Field({ label, ...input }: FieldProps) {
  const id = useId()
  return (
    <div className="field">
      <label htmlFor={id}>{label}</label>
      <input id={id} {...input} />
    </div>
  )
}
