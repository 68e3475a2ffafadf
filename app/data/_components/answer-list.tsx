import type { DataAnswer } from '#lib/present/data-answers.ts'
import { SentenceText } from '../../_components/sentence-text.tsx'

/** Questions of a first hour with their answers, above everything else. */
export function AnswerList({ answers }: { readonly answers: readonly DataAnswer[] }) {
  return (
    <dl className="panel da-answers">
      {answers.map(({ question, answer }) => (
        <div key={question}>
          <dt>{question}</dt>
          <dd>
            <SentenceText parts={answer} />
          </dd>
        </div>
      ))}
    </dl>
  )
}
