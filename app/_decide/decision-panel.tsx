import './decide.css'
import type { DecisionPanelView, WordView } from '#lib/present/decision-panel.ts'
import { Panel } from '../_components/panel.tsx'
import { pillTones } from '../_components/pill-tones.ts'
import { Answers } from './answers.tsx'

function Word({ word }: { readonly word: WordView }) {
  return (
    <>
      <span>
        <b>{word.word}</b>
        {word.change ? `: ${word.change}` : ''}
      </span>
      <span className="mut">
        {word.when}, {word.who}
      </span>
      {word.terms ? <span>{word.terms}</span> : null}
      {word.reason ? <bdi>{word.reason}</bdi> : null}
    </>
  )
}

function Current({ current }: { readonly current: NonNullable<DecisionPanelView['current']> }) {
  const { followUp, standing, overdue } = current
  return (
    <div className="word now">
      <Word word={current} />
      {overdue ? <span className="pill watch">{overdue}</span> : null}
      {standing ? <span className="notice watch">Open again. {standing}</span> : null}
      {followUp ? (
        <span>
          <span className={`pill ${pillTones[followUp.tone]}`}>{followUp.label}</span> {followUp.text}
          {followUp.measured ? ` ${followUp.measured}.` : ''}
        </span>
      ) : null}
    </div>
  )
}

/** What was decided, how it is getting on, and the answers that can be given now. */
export function DecisionPanel({ view }: { readonly view: DecisionPanelView }) {
  const { current, form, locked, history } = view
  return (
    <Panel title="Decision" sub={current ? undefined : 'Open'}>
      {current ? <Current current={current} /> : null}
      {form ? <Answers form={form} reopen={current !== undefined} /> : null}
      {locked ? <p className="t2">{locked}</p> : null}
      {history.length > 0 ? (
        <details className="words">
          <summary>Earlier decisions</summary>
          <ul>
            {history.map((word) => (
              <li key={word.id} className="word">
                <Word word={word} />
              </li>
            ))}
          </ul>
        </details>
      ) : null}
    </Panel>
  )
}
