import { describe, expect, test } from 'vitest'
import type { Decision } from '#lib/model/decision.ts'
import { dayMs } from '#lib/model/time.ts'
import { presentDecisionPanel } from '#lib/present/decision-panel.ts'
import { basisOf } from '#lib/recommend/index.ts'
import { nowMs, recommendationOf } from '../store/estate-rows.ts'

const { summary } = recommendationOf('a', { finding: 'runs-out' })
const base = { decisions: [], mayDecide: true, back: '/resources/a', nowMs }

const accepted: Decision = {
  id: 7,
  resourceId: 'a',
  kind: 'capacity',
  verdict: 'accept',
  atMs: nowMs - 20 * dayMs,
  actor: 'ana',
  reason: 'after the freeze',
  owner: 'Marta Okafor',
  dueMs: Date.UTC(2026, 10, 22),
  basis: {
    ...basisOf(summary),
    optionId: 'x',
    optionLabel: 'db.m7g.4xlarge',
    optionChance: 0.03,
    deltaMonthlyUsd: 569,
  },
}

describe('the panel of decisions', () => {
  test('is absent where there is nothing to decide and nothing was', () => {
    expect(presentDecisionPanel({ ...base, summary: recommendationOf('a').summary })).toBeUndefined()
  })

  test('offers a form to those who may decide, and says to readers what they lack', () => {
    expect(presentDecisionPanel({ ...base, summary })?.form).toMatchObject({
      kind: 'capacity',
      canAccept: false,
    })
    const reader = presentDecisionPanel({ ...base, summary, mayDecide: false })
    expect(reader?.form).toBeUndefined()
    expect(reader?.locked).toMatch(/Sign in/)
  })

  test('tells the word that stands: change, owner, days overdue, and what followed', () => {
    const view = presentDecisionPanel({ ...base, summary, decisions: [accepted] })
    expect(view?.current).toMatchObject({
      word: 'Accepted',
      change: 'db.m7g.4xlarge, +$569/mo',
      terms: 'Owner Marta Okafor, due 22 Nov',
      overdue: '3 days overdue',
    })
    const followUp = {
      decisionId: 7,
      asOfMs: nowMs,
      state: 'confirmed',
      text: 'Changed on 21 Nov.',
      predictedMonthlyUsd: 569,
      measured: { monthlyUsd: 560, lowUsd: 550, highUsd: 571 },
    } as const
    const followed = presentDecisionPanel({ ...base, summary, decisions: [accepted], followUp })?.current
    expect(followed?.overdue).toBeUndefined()
    expect(followed?.followUp).toMatchObject({
      label: 'Confirmed',
      measured: '+$560/mo measured (80% interval +$550 to +$571), +$569 predicted',
    })
  })

  test('says that the evidence moved, and keeps every earlier word', () => {
    const snoozed: Decision = { ...accepted, id: 6, verdict: 'snooze', reason: 'wait' }
    const standing = { state: 'moved', text: 'The chance rose from 60% to 80%.' } as const
    const view = presentDecisionPanel({ ...base, summary, decisions: [accepted, snoozed], standing })
    expect(view?.current?.standing).toBe(standing.text)
    expect(view?.history.map(({ word }) => word)).toEqual(['Snoozed'])
  })

  test('a word that was taken back stands no more', () => {
    const taken: Decision = { ...accepted, id: 8, verdict: 'reopen', reason: '' }
    const view = presentDecisionPanel({ ...base, summary, decisions: [taken, accepted] })
    expect(view?.current).toBeUndefined()
    expect(view?.history.map(({ word }) => word)).toEqual(['Reopened', 'Accepted'])
  })
})
