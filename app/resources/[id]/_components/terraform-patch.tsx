import type { CodeView } from '#lib/present/resource-code.ts'
import type { DiffLine, TerraformView } from '#lib/present/resource-terraform.ts'
import { Panel } from '../../../_components/panel.tsx'
import { pillTones } from '../../../_components/pill-tones.ts'
import { CopyButton } from './copy-button.tsx'

const signs = { same: ' ', removed: '-', added: '+' } as const

function Diff({ lines }: { readonly lines: readonly DiffLine[] }) {
  return (
    <pre className="diff">
      <code>
        {lines.map(({ id, kind, text }) => (
          <span key={id} className={kind}>
            {`${text}\n`}
          </span>
        ))}
      </code>
    </pre>
  )
}

/** Where the change stands in the team's own code. */
function Proposal({ proposal }: { readonly proposal: NonNullable<CodeView['proposal']> }) {
  const { label, tone, text, when, href, diff } = proposal
  return (
    <>
      <p className="t2 tf-note">
        <span className={`pill ${pillTones[tone]}`}>{label}</span>{' '}
        {href ? (
          <a className="lk" href={href}>
            {text}
          </a>
        ) : (
          text
        )}{' '}
        <span className="mut">{when}</span>
      </p>
      {diff ? (
        <details className="tf-note">
          <summary>In your code</summary>
          <Diff lines={diff} />
          <CopyButton text={diff.map((line) => line.text).join('\n')} label="Copy the patch" shown />
        </details>
      ) : null}
    </>
  )
}

function subOf(terraform: TerraformView, of: string | undefined): string | undefined {
  if ('missing' in terraform) return of
  const blocks = `Of ${terraform.addresses.join(' and ')}, or as your code calls it.`
  return of === undefined ? blocks : `${of}. ${blocks}`
}

/** Everything that changes, as a diff, copied without removed lines and signs; or why there is none. */
export function TerraformPatch({ view }: { readonly view: CodeView }) {
  const { terraform, of, merge, proposal } = view
  const kept = 'missing' in terraform ? [] : terraform.lines.filter((line) => line.kind !== 'removed')
  const copied = kept.map((line) => line.text).join('\n')
  return (
    <Panel
      title="Terraform"
      sub={subOf(terraform, of)}
      right={copied ? <CopyButton text={copied} label="Copy the changed block" shown /> : undefined}
    >
      {'missing' in terraform ? (
        <p className="t2">{terraform.missing}</p>
      ) : (
        <Diff
          lines={terraform.lines.map((line) => ({ ...line, text: `${signs[line.kind]} ${line.text}` }))}
        />
      )}
      <p className="t2 tf-note">{merge}</p>
      {proposal ? <Proposal proposal={proposal} /> : null}
    </Panel>
  )
}
