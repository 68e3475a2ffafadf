import { describe, expect, test } from 'vitest'
import type { Decision } from '#lib/model/decision.ts'
import { presentCode } from '#lib/present/resource-code.ts'
import { detailFixture, hostileFixture, recommendation } from '#tests/support/detail-fixture.ts'
import { nowMs } from '#tests/support/detail-series.ts'

const input = { detail: detailFixture(), freezes: [], nowMs }
const other = recommendation.options.find(
  ({ id }) => id !== recommendation.current?.id && id !== recommendation.recommended?.id,
)

function accepted(optionId: string | undefined): Decision {
  return {
    id: 3,
    resourceId: 'a',
    kind: 'capacity',
    verdict: 'accept',
    atMs: nowMs,
    actor: 'ana',
    reason: '',
    basis: {
      asOfMs: nowMs,
      finding: 'runs-out',
      chance: null,
      medianMs: null,
      fromLabel: '',
      fromMonthlyUsd: 1,
      optionId,
    },
  }
}

describe('a change in code', () => {
  test('is of the recommended size, and may be merged where nothing is frozen', () => {
    const view = presentCode(input)
    expect(view).toMatchObject({ merge: 'May be merged now.' })
    expect(view?.of).toBeUndefined()
    expect(JSON.stringify(view)).toContain(recommendation.recommended?.shape)
  })

  test('is of the accepted size where another one was accepted', () => {
    const view = presentCode({ ...input, decision: accepted(other?.id) })
    expect(view?.of).toBe(other?.label)
    expect(JSON.stringify(view)).toContain(other?.shape)
    const rejected = { ...accepted(other?.id), verdict: 'reject' as const }
    expect(presentCode({ ...input, decision: rejected })?.of).toBeUndefined()
  })

  test('is absent where nothing changes', () => {
    const detail = detailFixture({ recommendation: { ...recommendation, recommended: undefined } })
    expect(presentCode({ ...input, detail })).toBeUndefined()
  })

  test('links to what was opened, and to nothing that is no web address', () => {
    const proposal = {
      decisionId: 3,
      atMs: nowMs,
      state: 'opened',
      text: 'Opened as a pull request.',
    } as const
    const view = presentCode({
      ...input,
      proposal: { ...proposal, url: 'https://github.com/acme/infra/pull/1' },
    })
    expect(view?.proposal).toMatchObject({
      label: 'Pull request',
      href: 'https://github.com/acme/infra/pull/1',
    })
    const hostile = presentCode({ ...input, proposal: { ...proposal, url: 'javascript:alert(1)' } })
    expect(hostile?.proposal?.href).toBeUndefined()
  })

  test('tells added from removed lines of the own code, and names of files from both', () => {
    const diff = '--- a/x.tf\n+++ b/x.tf\n@@ -1,1 +1,1 @@\n-a = 1\n+a = 2\n'
    const proposal = { decisionId: 3, atMs: nowMs, state: 'patch', text: 'A patch.', diff } as const
    const lines = presentCode({ ...input, proposal })?.proposal?.diff
    expect(lines?.map(({ kind }) => kind)).toEqual(['same', 'same', 'same', 'removed', 'added'])
  })

  test('keeps a hostile name a name', () => {
    const view = presentCode({ ...input, detail: hostileFixture() })
    if (!view || 'missing' in view.terraform) throw new Error('there is no diff')
    expect(view.terraform.lines[0]?.text).toBe(
      'resource "aws_db_instance" "img_src_x_onerror_alert_1_HYPERLINK_x" {',
    )
  })
})
