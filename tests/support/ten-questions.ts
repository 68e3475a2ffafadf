import { readFileSync } from 'node:fs'
import type { Page } from 'playwright-core'

export type Visit = {
  readonly page: Page
  /** The text of a page of the product, as a reader sees it. */
  readonly read: (route: string) => Promise<string>
  /** Id of the resource with this name. */
  readonly idOf: (name: string) => Promise<string>
}

export type Question = {
  readonly question: string
  /** Where the answer stands. */
  readonly where: string
  readonly open: (visit: Visit) => Promise<string>
  readonly answer: RegExp
}

/** What people ask in the first hour, where the answer stands, and how it reads. */
export const tenQuestions: readonly Question[] = [
  {
    question: 'What share of my bill do you explain?',
    where: 'data',
    open: ({ read }) => read('/data'),
    answer: /\d+% of what the covered services billed: \$[\d,]+ of \$[\d,]+/,
  },
  {
    question: 'Does your total tie to the invoice?',
    where: 'data',
    open: ({ read }) => read('/data'),
    answer: /Yes\. \d+ of \d+ months add up to the net unblended bill; \w+ \d{4} is \$[\d,]+, off by/,
  },
  {
    question: 'How much of the saving is cash?',
    where: 'overview',
    open: ({ read }) => read('/'),
    answer: /\$[\d,]+ of the \$[\d,]+\/mo is cash (until \d+ \w+ \d{4}|at once)/,
  },
  {
    question: 'What must I decide this week?',
    where: 'overview',
    open: ({ read }) => read('/'),
    answer: /Decide next[\s\S]*?\S+ decide (now|by \d+ \w+)[\s\S]*?chance \d+%|Decide next[\s\S]*?above now/,
  },
  {
    question: 'What breaks first on Black Friday?',
    where: 'scenarios',
    open: ({ read }) => read('/scenarios'),
    answer:
      /Black Friday is taken for [\d.]+\s?× the load of an ordinary day.*? breaks first: .*? bears [\d.]+\s?×/s,
  },
  {
    question: 'Does it survive the loss of a zone?',
    where: 'resource',
    open: async ({ read, idOf }) => read(`/resources/${await idOf('search-api-asg')}`),
    answer: /Loss of a zone\.\s+\S.*zone/,
  },
  {
    question: 'CPU is flat, so why "growing"?',
    where: 'cluster',
    open: async ({ read, idOf }) => read(`/clusters/${await idOf('search-api-asg')}`),
    answer:
      /CPU of the members in service was (3\d|4\d)% in \w+ \d{4} and is (3\d|4\d)% now\.\s+Members in service went from [\d.]+ to [\d.]+, demand from [\d,.]+ vCPU to [\d,.]+ vCPU \(up \d+%\)\.\s+It grows although CPU is flat/,
  },
  {
    question: 'What changed, and who did it?',
    where: 'overview, history',
    open: async ({ page, read }) => {
      const overview = await read('/')
      const link = page.locator('section:has(h2:text-is("Who changed what")) li a').first()
      const history = await read((await link.getAttribute('href')) ?? '/')
      return `${overview}\n=== history\n${history}`
    },
    answer:
      /Who changed what[\s\S]*(→|Made as) [^\n]*\d{4}, by \S+[\s\S]*=== history[\s\S]*Capacity changes[\s\S]*, by \S+/,
  },
  {
    question: 'Why should I believe you today?',
    where: 'accuracy',
    open: ({ read }) => read('/accuracy'),
    answer: /\d+% of [\d,]+ [\w\s]*days[\s\S]* inside the 80% interval, \d+% inside the 90% interval/,
  },
  {
    question: 'What do you cost, and what do you read and write?',
    where: 'data, README',
    open: async ({ read }) => `${await read('/data')}\n=== README\n${readFileSync('README.md', 'utf8')}`,
    answer:
      /in 30 days for [\d,]+ calls.*It reads by \d+ actions.*It writes nothing to AWS\.[\s\S]*=== README[\s\S]*allow exactly the actions that collection sends/,
  },
]
