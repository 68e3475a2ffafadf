import type { TerraformView } from '#lib/present/resource-terraform.ts'
import { Panel } from '../../../_components/panel.tsx'
import { CopyButton } from './copy-button.tsx'

const signs = { same: ' ', removed: '-', added: '+' } as const

/** Everything that changes, as a diff, copied without removed lines and signs; or why there is none. */
export function TerraformPatch({ view }: { readonly view: TerraformView }) {
  if ('missing' in view) {
    return (
      <Panel title="Terraform">
        <p className="t2">{view.missing}</p>
      </Panel>
    )
  }
  const { lines } = view
  const kept = lines.filter((line) => line.kind !== 'removed')
  return (
    <Panel
      title="Terraform"
      sub={`Of ${view.addresses.join(' and ')}, or as your code calls it.`}
      right={
        <CopyButton text={kept.map((line) => line.text).join('\n')} label="Copy the changed block" shown />
      }
    >
      <pre className="diff">
        <code>
          {lines.map(({ id, kind, text }) => (
            <span key={id} className={kind}>
              {`${signs[kind]} ${text}\n`}
            </span>
          ))}
        </code>
      </pre>
    </Panel>
  )
}
