import type { CostDataView } from './cost-data.ts'
import type { DataInput } from './data-input.ts'
import { count, plural, usd } from './format.ts'
import { type Sentence, sentence, strong } from './sentence.ts'

/** A question that every reader has, and its answer with the figures in it. */
export type DataAnswer = { readonly question: string; readonly answer: Sentence }

/** The questions that stand at the top of the page. */
export function presentAnswers(input: DataInput, cost: CostDataView): readonly DataAnswer[] {
  return [
    { question: 'What share of my bill do you explain?', answer: shareAnswer(cost) },
    { question: 'Does your total tie to the invoice?', answer: tieAnswer(cost) },
    { question: 'What do you cost, and what do you read and write?', answer: ownAnswer(input) },
  ]
}

function shareAnswer({ coverage }: CostDataView): Sentence {
  if (!coverage)
    return sentence('Not known yet: no bill has been read. Name the payer account in headroom.yaml.')
  const { share, explained, billed, window } = coverage
  return sentence(
    strong(share),
    ` of what the covered services billed: ${explained} of ${billed}, ${window}. The rest stands below by usage type.`,
  )
}

function tieAnswer({ months }: CostDataView): Sentence {
  const [newest] = months
  if (!newest) return sentence('Not known yet: no month has been compared with the bill.')
  const off = months.filter(({ ties }) => !ties)
  const numbers = `${count(months.length - off.length)} of ${plural(months.length, 'month')}`
  const last = ` add up to the net unblended bill; ${newest.name} is ${newest.total}, off by ${newest.difference}.`
  if (off.length === 0) return sentence(strong('Yes.', 'save'), ' ', strong(numbers), last)
  return sentence(
    strong('Not all.', 'risk'),
    ' ',
    strong(numbers),
    last,
    ` Off: ${off.map(({ name }) => name).join(', ')}.`,
  )
}

/** What reads: Describe, Get, List, View, batch reads; taking a role is the only other thing that is done. */
const readVerbs = /:(Describe|Get|List|View|BatchGet|Lookup|Search|Select|Head|AssumeRole)/

function ownAnswer({ use, economics }: DataInput): Sentence {
  const spent = use.days.reduce((sum, one) => sum + one.usd, 0)
  const calls = use.actions.reduce((sum, one) => sum + one.calls, 0)
  const writing = use.actions.filter(({ action }) => !readVerbs.test(action))
  if (calls === 0) return sentence('Nothing so far: no call to AWS has been made in 30 days.')
  const planned = economics ? `, ${usd(economics.usdMonthly)}/mo planned` : ''
  const writes =
    writing.length === 0
      ? 'It writes nothing to AWS.'
      : `Not reads: ${writing.map(({ action }) => action).join(', ')}.`
  return sentence(
    strong(spent > 0 && spent < 0.5 ? `$${spent.toFixed(2)}` : usd(spent)),
    ` in 30 days for ${plural(calls, 'call')}${planned}. It reads by ${plural(use.actions.length, 'action')}, all listed below. ${writes}`,
  )
}
