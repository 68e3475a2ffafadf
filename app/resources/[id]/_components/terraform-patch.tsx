import type { DiffLine } from '#lib/present/resource-terraform.ts'
import { Panel } from '../../../_components/panel.tsx'
import { CopyButton } from './copy-button.tsx'

const signs = { same: ' ', removed: '-', added: '+' } as const

/** The one attribute that changes, as a diff; copied without the removed line and the signs. */
export function TerraformPatch({ lines }: { readonly lines: readonly DiffLine[] }) {
  const kept = lines.filter((line) => line.kind !== 'removed')
  return (
    <Panel
      title="Terraform"
      sub="The attribute that changes; the block is named as in your code."
      right={
        <CopyButton text={kept.map((line) => line.text).join('\n')} label="Copy the changed block" shown />
      }
    >
      <pre className="diff">
        <code>
          {lines.map(({ kind, text }) => (
            <span key={`${kind}${text}`} className={kind}>
              {`${signs[kind]} ${text}\n`}
            </span>
          ))}
        </code>
      </pre>
    </Panel>
  )
}
