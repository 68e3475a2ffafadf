import type { EpochMs } from '#lib/model/time.ts'
import { cell, type DataTable } from './data-table.ts'
import { displayText } from './display-text.ts'
import { count, instant } from './format.ts'

export type AccessInput = {
  readonly keys: readonly {
    readonly prefix: string
    readonly name: string
    readonly scope: string
    readonly team?: string
    readonly createdBy: string
    readonly createdMs: EpochMs
    readonly expiresMs: EpochMs
    readonly usedMs?: EpochMs
    readonly revokedMs?: EpochMs
  }[]
  readonly audit: readonly {
    readonly atMs: EpochMs
    readonly actor: string
    readonly action: string
    readonly target: string
    readonly after?: unknown
  }[]
  /** Entries that are chained, and the first that does not hold. */
  readonly chain?: {
    readonly entries: number
    readonly brokenAt?: { readonly id: number; readonly atMs: EpochMs }
  }
  readonly nowMs: EpochMs
}

export type AccessView = {
  readonly keys: DataTable
  /** Keys that can be revoked. */
  readonly living: readonly { readonly prefix: string; readonly label: string }[]
  readonly audit: DataTable
}

/** API keys and the audit log, for admins. */
export function presentAccess({ keys, audit, chain, nowMs }: AccessInput): AccessView {
  const stateOf = (key: AccessInput['keys'][number]) =>
    key.revokedMs !== undefined ? 'revoked' : key.expiresMs <= nowMs ? 'ended' : 'living'
  return {
    keys: {
      key: 'api-keys',
      title: 'API keys',
      sub: 'For programs. A key is shown once, when it is made.',
      head: ['Key', 'May', 'State', 'Last used', 'Made'],
      numeric: [],
      wide: true,
      rows: keys.map((key) => [
        cell(displayText(key.name), `hr_${key.prefix}_…`),
        cell(key.scope, displayText(key.team ?? 'everything')),
        cell(stateOf(key), `until ${instant(key.expiresMs)}`),
        cell(key.usedMs === undefined ? 'never' : instant(key.usedMs)),
        cell(instant(key.createdMs), displayText(key.createdBy)),
      ]),
      empty: { title: 'No API keys', text: 'Make one below for a program that reads or decides.' },
    },
    living: keys
      .filter((key) => stateOf(key) === 'living')
      .map(({ prefix, name }) => ({ prefix, label: `${displayText(name)}, hr_${prefix}_…` })),
    audit: {
      key: 'audit',
      title: 'Audit log',
      sub: `Who changed what, the newest first. ${chainText(chain)}`.trim(),
      head: ['When', 'Who', 'What', 'About', 'Now'],
      numeric: [],
      wide: true,
      rows: audit.map(({ atMs, actor, action, target, after }) => [
        cell(instant(atMs)),
        cell(displayText(actor)),
        cell(action),
        cell(displayText(target, 120)),
        cell(after === undefined ? '–' : displayText(JSON.stringify(after), 160)),
      ]),
      empty: {
        title: 'Nothing changed yet',
        text: 'Decisions, keys, sign-ins and messages that someone sent stand here.',
      },
    },
  }
}

function chainText(chain: AccessInput['chain']): string {
  if (!chain) return ''
  const { entries, brokenAt } = chain
  if (!brokenAt) return entries === 0 ? '' : `The chain of ${count(entries)} hashes holds.`
  return `Its chain of hashes breaks at entry ${brokenAt.id} of ${instant(brokenAt.atMs)}: it, or one before it, was changed or removed outside of Headroom.`
}
